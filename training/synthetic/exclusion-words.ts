/** Rules out what a document is not: "not management", "but not in bern", "no part time". */

import type { TandemDocument } from '../../stores/documents.ts';
import { TYPE_WORDS, WORKPLACE_WORDS } from '../query-words.ts';
import type { Random } from '../random.ts';
import { type Condition, excluded } from './asked.ts';
import { EXCLUDABLE, EXCLUDABLE_WORK, showsWork } from './excludable-work.ts';
import { behind, type Phrase, townOf } from './phrase.ts';

/** One of each kind that the document's fields say is absent; `other` lends places, employers and types to rule out. */
export function exclusionPhrases(document: TandemDocument, other: TandemDocument, random: Random): readonly Phrase[] {
  const ruled = [
    ...workConditions(document, random),
    ...placeConditions(document, other),
    ...companyConditions(document, other),
  ];
  if (document.kind === 'job' && other.kind === 'job') {
    const types = other.employmentTypes.filter(
      (type) => document.employmentTypes.length > 0 && !document.employmentTypes.includes(type),
    );
    ruled.push(
      ...types.flatMap((type): Ruled[] => TYPE_WORDS[type].slice(0, 1).map((word) => [{ kind: 'type', type }, word])),
    );
    const { workplaceType: workplace } = other;
    if (workplace !== null && document.workplaceType !== null && document.workplaceType !== workplace)
      ruled.push([{ kind: 'workplace', workplace }, random.pick(WORKPLACE_WORDS[workplace])]);
  }
  return ruled.map(([condition, word]) => behind('exclusion', ruledOut(condition, word, random), excluded(condition)));
}

type Ruled = readonly [condition: Condition, word: string];

function workConditions(document: TandemDocument, random: Random): Ruled[] {
  const absent = EXCLUDABLE_WORK.filter((work) => !showsWork(document, work));
  if (absent.length === 0) return [];
  const work = random.pick(absent);
  return [[{ kind: 'work', work }, random.pick(EXCLUDABLE[work].words)]];
}

function placeConditions(document: TandemDocument, other: TandemDocument): readonly Ruled[] {
  const [place] = other.kind === 'job' ? other.locations : [other.location];
  const own = document.kind === 'job' ? document.locations : [document.location];
  const isElsewhere = own.length > 0 && own.every((mine) => mine !== null && mine.id !== null && mine.id !== place?.id);
  return place && isElsewhere ? [[{ kind: 'place', place }, townOf(place.name)]] : [];
}

function companyConditions(document: TandemDocument, other: TandemDocument): readonly Ruled[] {
  const of = (from: TandemDocument) => (from.kind === 'job' ? from.company : (from.work[0]?.company ?? null));
  const [own, company] = [of(document), of(other)];
  return own && company && own.id !== company.id ? [[{ kind: 'company', company }, company.name]] : [];
}

function ruledOut({ kind }: Condition, word: string, random: Random): string {
  if (kind === 'place') return `${random.pick(['but not in', 'outside of', 'anywhere but', 'not'])} ${word}`;
  if (kind === 'company') return `${random.pick(['but not at', 'anywhere except', 'not', 'excluding'])} ${word}`;
  return `${random.pick(['not', 'no', 'but no', 'without', 'anything except'])} ${word}`;
}
