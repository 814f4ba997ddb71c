/** How a searcher names a document's role: its title, another title of the occupation, or a short form. */

import { readFileSync } from 'node:fs';
import { foldText } from '../../models/text.ts';
import { projectPath } from '../../runtime/project-root.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import type { Random } from '../random.ts';
import type { Knowledge } from './knowledge.ts';
import { plainTitle } from './plain-title.ts';
import { isLevelAlone, type Role, roleOf } from './roles.ts';

/** Short forms by their folded meaning: "registered nurse" to ["RN"]. */
export type ShortForms = ReadonlyMap<string, readonly string[]>;

export interface NamedRole {
  readonly text: string;
  readonly role: Role;
  readonly isShort: boolean;
}

const SYNONYM_SHARE = 0.35;
const SHORT_SHARE = 0.25;

/** Titles and terms of data/facts/abbreviations.tsv; skills are written as documents write them. */
export function readShortForms(file: string = projectPath('data', 'facts', 'abbreviations.tsv')): ShortForms {
  const forms = new Map<string, string[]>();
  const [, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
  for (const line of lines) {
    const [short = '', meaning = '', kind] = line.split('\t');
    if (kind === 'skill' || short === '') continue;
    const known = forms.get(foldText(meaning));
    if (known) known.push(short);
    else forms.set(foldText(meaning), [short]);
  }
  return forms;
}

/** Null for a document without a title, or with one that says a level and nothing else. */
export function namedRole(
  document: TandemDocument,
  known: Knowledge,
  short: ShortForms,
  random: Random,
): NamedRole | null {
  const title = document.kind === 'job' ? document.title : (document.headline ?? document.work[0]?.title ?? '');
  const plain = plainTitle(title);
  if (title === '' || isLevelAlone(plain)) return null;
  const said = synonymOf(plain, known, random) ?? plain;
  const shortened = random.chance(SHORT_SHARE) ? shortenedTitle(said, short, random) : null;
  return { text: shortened ?? said.toLowerCase(), role: roleOf(said, known.titles), isShort: shortened !== null };
}

/** Of titles that name one occupation only: the others have no true synonyms. */
function synonymOf(title: string, { titles }: Knowledge, random: Random): string | null {
  const codes = titles.occupationsOf(title);
  if (codes.length !== 1 || !random.chance(SYNONYM_SHARE)) return null;
  const synonyms = titles.titles.get(codes[0] ?? '') ?? [];
  return synonyms.length === 0 ? null : plainTitle(random.pick(synonyms));
}

/** The title with the longest part that has a short form in it: "registered nurse icu" to "RN icu"; null without one. */
export function shortenedTitle(title: string, short: ShortForms, random: Random): string | null {
  const words = foldText(title).split(' ');
  for (let length = words.length; length > 0; length--) {
    for (let start = 0; start + length <= words.length; start++) {
      const forms = short.get(words.slice(start, start + length).join(' '));
      if (forms === undefined) continue;
      const form = random.pick(forms);
      const typed = random.chance(0.5) ? form.toLowerCase() : form;
      return [...words.slice(0, start), typed, ...words.slice(start + length)].join(' ');
    }
  }
  return null;
}
