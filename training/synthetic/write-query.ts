/** Writes one query from the fields of a document, in one of the ways people search, with what it asks for. */

import type { TandemDocument } from '../../stores/documents.ts';
import type { Random } from '../random.ts';
import { type Demand, wanted } from './asked.ts';
import { exclusionPhrases } from './exclusion-words.ts';
import { jobPhrases } from './job-phrases.ts';
import type { Knowledge } from './knowledge.ts';
import { personPhrases } from './person-phrases.ts';
import { type Phrase, withRole } from './phrase.ts';
import { asChange, asQuestion } from './query-forms.ts';
import { type NamedRole, namedRole, type ShortForms } from './role-words.ts';
import type { Role } from './roles.ts';

export interface WrittenQuery {
  readonly kind: string;
  readonly text: string;
  readonly role: Role | null;
  readonly demands: readonly Demand[];
  /** False for words of the text, which say no field that other documents could be graded by. */
  readonly isGradable: boolean;
}

export interface Writing {
  readonly known: Knowledge;
  readonly short: ShortForms;
  readonly random: Random;
  /** Lends what the query rules out or leaves: of the same vertical. */
  readonly other: TandemDocument;
}

type Way = (document: TandemDocument, writing: Writing) => WrittenQuery | null;

function rolePhrased(document: TandemDocument, writing: Writing, count: number): WrittenQuery | null {
  const named = namedRole(document, writing.known, writing.short, writing.random);
  if (named === null) return null;
  const unsaid = phrasesOf(document, writing).filter((phrase) => !isSaid(phrase, named.text));
  const phrases = drawn(unsaid, count, writing.random);
  if (phrases.length < count) return null;
  const kind = count === 0 ? 'title' : count === 1 ? (phrases[0]?.kind ?? '') : 'several';
  return about(named, named.isShort ? 'abbreviation' : kind, withRole(named.text, phrases), phrases);
}

const SAYS_LEVEL =
  /\b(?:senior|sr|snr|junior|jr|lead|principal|intern|internship|entry|trainee|graduate|head|chief|director|associate)\b/;

function isSaid({ kind, text }: Phrase, role: string): boolean {
  return role.includes(text) || ((kind === 'level' || text === 'internship') && SAYS_LEVEL.test(role));
}

function about(named: NamedRole, kind: string, text: string, phrases: readonly Phrase[]): WrittenQuery {
  return { kind, text, role: named.role, demands: phrases.map(({ demand }) => demand), isGradable: true };
}

function phrasesOf(document: TandemDocument, { known, random }: Writing): readonly Phrase[] {
  return document.kind === 'job' ? jobPhrases(document, random) : personPhrases(document, random, known);
}

/** Few documents state these, so that they are drawn more often where they are. */
const RARE: ReadonlySet<string> = new Set(['pay', 'workplace', 'level', 'language', 'certificate']);
const RARE_WEIGHT = 4;

/** Different ones in random order. */
function drawn(phrases: readonly Phrase[], count: number, random: Random): readonly Phrase[] {
  let left = phrases.flatMap((phrase) => Array.from({ length: RARE.has(phrase.kind) ? RARE_WEIGHT : 1 }, () => phrase));
  const found: Phrase[] = [];
  while (found.length < count && left.length > 0) {
    const next = random.pick(left);
    found.push(next);
    left = left.filter((phrase) => phrase !== next);
  }
  return found;
}

const question: Way = (document, writing) => {
  const { random } = writing;
  const plain = rolePhrased(document, writing, random.chance(0.5) ? 0 : 1);
  return (
    plain && {
      ...plain,
      kind: 'question',
      text: asQuestion(plain.text, document.kind === 'job' ? 'jobs' : 'people', random),
    }
  );
};

const exclusion: Way = (document, writing) => {
  const named = namedRole(document, writing.known, writing.short, writing.random);
  const phrases = drawn(exclusionPhrases(document, writing.other, writing.random), 1, writing.random);
  return named && phrases.length > 0 ? about(named, 'exclusion', withRole(named.text, phrases), phrases) : null;
};

/** Of jobs: whoever changes has the other document's role. Of people: the history phrase says it. */
const change: Way = (document, writing) => {
  if (document.kind === 'person') return null;
  const to = namedRole(document, writing.known, writing.short, writing.random);
  const from = namedRole(writing.other, writing.known, writing.short, writing.random);
  return to && from && about(to, 'change', asChange(to.text, from.text, writing.random), []);
};

const employer: Way = (document, { random }) => {
  if (document.kind === 'person' || document.company === null) return null;
  const { company } = document;
  const text = random.pick([company.name, `jobs at ${company.name}`]);
  return { kind: 'employer', text, role: null, demands: [wanted({ kind: 'company', company })], isGradable: true };
};

const name: Way = (document) => {
  const company = document.kind === 'person' ? document.work[0]?.company : null;
  if (document.kind === 'job' || !company) return null;
  const demands = [wanted({ kind: 'name', name: document.displayName }), wanted({ kind: 'company', company })];
  return { kind: 'name', text: `${document.displayName} ${company.name}`, role: null, demands, isGradable: true };
};

const skills: Way = ({ skills: own }, { random }) => {
  if (own.length < 2) return null;
  const first = random.pick(own);
  return loose('skills', `${first} ${random.pick(own.filter((skill) => skill !== first))}`);
};

const certificate: Way = (document, { random }) =>
  document.kind === 'job' || document.certifications.length === 0
    ? null
    : loose('certificate', random.pick(document.certifications).toLowerCase());

const loose = (kind: string, text: string): WrittenQuery => ({
  kind,
  text,
  role: null,
  demands: [],
  isGradable: false,
});

/** Some words in a row out of the text: what a person might say of the daily work. */
const work: Way = (document, { random }) => {
  const texts =
    document.kind === 'job'
      ? [document.description]
      : [document.summary, ...document.work.map((entry) => entry.summary)];
  const sentences =
    random
      .pick(texts)
      ?.split(/[.!?;\n•]+/)
      .filter((part) => part.trim().split(/\s+/).length >= 6) ?? [];
  if (sentences.length === 0) return null;
  const parts = random.pick(sentences).trim().toLowerCase().split(/\s+/);
  const length = 5 + Math.floor(random.next() * 9);
  const start = Math.floor(random.next() * Math.max(1, parts.length - length));
  return loose('work', parts.slice(start, start + length).join(' '));
};

/** The ways in the shares in which they are drawn. */
const WAYS: readonly (readonly [way: Way, share: number])[] = [
  [(document, writing) => rolePhrased(document, writing, 0), 3],
  [(document, writing) => rolePhrased(document, writing, 1), 9],
  [(document, writing) => rolePhrased(document, writing, 2), 3],
  [question, 2],
  [exclusion, 2],
  [change, 1],
  [employer, 2],
  [name, 2],
  [skills, 1],
  [certificate, 1],
  [work, 4],
];
const DRAWN_WAYS = WAYS.flatMap(([way, share]) => Array.from({ length: share }, () => way));

/** Null when the drawn way finds nothing to say about the document. */
export function writeQuery(document: TandemDocument, writing: Writing): WrittenQuery | null {
  const written = writing.random.pick(DRAWN_WAYS)(document, writing);
  return written === null || written.text.trim().length < 3 ? null : written;
}
