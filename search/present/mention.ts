/** Finds words of a search in a text as the text itself writes them. */
import { fold, foldText, isStopWord, type Word, words } from '../../models/text.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import { singular } from '../understand/singular.ts';

/** Names that are common words or letters ("Go", "R"): only as they are written. */
const LONGEST_LETTERS = 2;

/** The text's own words that say the name, one or many of it; null when it does not have them in a row. */
export function mentionOf(text: string, name: string): string | null {
  const asked = words(name);
  if (asked.length === 0) return null;
  if (isCommonWord(name)) return writtenAs(text, name);
  if (` ${foldText(text)} `.includes(` ${foldText(name)} `)) return name;
  const apart = asked.map((word) => singular(fold(word.text)));
  const joined = unhyphened(name, asked);
  return saidAs(text, apart, HYPHEN) ?? (joined.length < apart.length ? saidAs(text, joined, HYPHEN) : null);
}

/** The first words of the text that are the forms; `joint` is what may stand between two words that are one form. */
function saidAs(text: string, forms: readonly string[], joint: RegExp): string | null {
  const own = words(text);
  for (const [from, { start }] of own.entries()) {
    const end = endOf(forms, own, from, text, joint);
    if (end !== null) return text.slice(start, end).replace(/\s+/g, ' ');
  }
  return null;
}

/** Only a hyphen makes one of two words for sure: "in design" is no InDesign. */
const HYPHEN = /^[-‐‑]$/u;
const SPACE = /^ $/u;

/** Forms of the words with those that a hyphen joins as one: "e-mail" is what others write as "email". */
function unhyphened(name: string, asked: readonly Word[]): readonly string[] {
  const joined: { text: string; end: number }[] = [];
  for (const { text, start, end } of asked) {
    const last = joined.at(-1);
    if (last !== undefined && HYPHEN.test(name.slice(last.end, start)))
      Object.assign(last, { text: last.text + fold(text), end });
    else joined.push({ text: fold(text), end });
  }
  return joined.map(({ text }) => singular(text));
}

/** Where the forms end that begin at a word; null when they do not. */
function endOf(
  forms: readonly string[],
  own: readonly Word[],
  from: number,
  text: string,
  joint: RegExp,
): number | null {
  let at = from;
  let end: number | null = null;
  for (const form of forms) {
    const [one, two] = [own[at], own[at + 1]];
    if (one === undefined) return null;
    const first = fold(one.text);
    const isWhole = singular(first) === form;
    const isPair =
      !isWhole &&
      two !== undefined &&
      joint.test(text.slice(one.end, two.start)) &&
      first + singular(fold(two.text)) === form;
    if (!isWhole && !isPair) return null;
    at += isPair ? 2 : 1;
    end = isPair ? two.end : one.end;
  }
  return end;
}

/** Two words of the text that a space parts and that would be the one asked: "micro services", which may be it, as "sales force" may not. */
export function partedMention(text: string, name: string): string | null {
  const said = saidAs(text, [singular(fold(name))], SPACE);
  const [first, second] = words(said ?? '');
  return first === undefined || second === undefined || isStopWord(first.text) ? null : said;
}

/** The text's own words that are a name of several or one, written as names are; null when it has none: "good at reading" is no place. */
export function nameIn(text: string, name: string): string | null {
  const asked = words(name).map((word) => fold(word.text));
  const own = words(text);
  const at = own.findIndex(
    ({ text: first }, from) =>
      first !== first.toLowerCase() && asked.every((form, offset) => fold(own[from + offset]?.text ?? '') === form),
  );
  const [first, last] = [own[at], own[at + asked.length - 1]];
  return first === undefined || last === undefined ? null : text.slice(first.start, last.end);
}

function isCommonWord(name: string): boolean {
  return (
    words(name).length === 1 && (isStopWord(name) || name.length <= LONGEST_LETTERS || COMMON_WORDS.has(fold(name)))
  );
}

/** Names of skills that a sentence has in another sense. */
const COMMON_WORDS: ReadonlySet<string> = new Set('go rust swift'.split(' '));

function writtenAs(text: string, name: string): string | null {
  const forms = [name, name.toUpperCase(), name[0]?.toUpperCase() + name.slice(1)];
  return words(text).some((word) => forms.includes(word.text)) ? name : null;
}

/** What a document says of its work and knowledge; neither employers nor places. */
export function bodyOf(document: TandemDocument): string {
  if (document.kind === 'job') return [document.title, document.description, ...document.skills].join('\n');
  const work = document.work.flatMap((entry) => [entry.title, entry.summary]);
  const studies = document.education.flatMap(({ studyType, area }) => [studyType, area]);
  const { headline, summary, skills, certifications } = document;
  return [headline, summary, ...work, ...studies, ...skills, ...certifications]
    .filter((part) => part !== null)
    .join('\n');
}

/** With employers, places and schools: all that a reader of the document sees. */
export function wholeTextOf(document: TandemDocument): string {
  const body = bodyOf(document);
  if (document.kind === 'job')
    return [body, document.company?.name, ...document.locations.map(({ name }) => name)].join('\n');
  const work = document.work.map(({ company }) => company?.name);
  const schools = document.education.map(({ institution }) => institution);
  return [body, document.displayName, document.location?.name, ...work, ...schools, ...document.languages].join('\n');
}
