/** Documents worth grading beside the one that a query was written from: the same role elsewhere, other roles in the same place. */

import type { TandemDocument } from '../../stores/documents.ts';
import type { Random } from '../random.ts';
import type { Asked, Demand } from './asked.ts';
import type { Knowledge } from './knowledge.ts';

export interface DocumentsByFields {
  readonly all: readonly TandemDocument[];
  readonly byTitle: ReadonlyMap<string, readonly TandemDocument[]>;
  readonly byOccupation: ReadonlyMap<string, readonly TandemDocument[]>;
  readonly byPlace: ReadonlyMap<string, readonly TandemDocument[]>;
  readonly byCompany: ReadonlyMap<string, readonly TandemDocument[]>;
}

/** Documents of one vertical. */
export function documentsByFields(all: readonly TandemDocument[], known: Knowledge): DocumentsByFields {
  return {
    all,
    byTitle: grouped(all, (document) => known.rolesOf(document).now.map(({ title }) => title)),
    byOccupation: grouped(all, (document) => known.rolesOf(document).now.flatMap(({ codes }) => codes)),
    byPlace: grouped(all, (document) =>
      (document.kind === 'job' ? document.locations : [document.location]).flatMap((place) => place?.id ?? []),
    ),
    byCompany: grouped(all, (document) =>
      document.kind === 'job'
        ? (document.company?.id ?? [])
        : document.work.flatMap(({ company }) => company?.id ?? []),
    ),
  };
}

function grouped(
  documents: readonly TandemDocument[],
  keysOf: (document: TandemDocument) => string | readonly string[],
): ReadonlyMap<string, readonly TandemDocument[]> {
  const groups = new Map<string, TandemDocument[]>();
  for (const document of documents) {
    for (const key of new Set([keysOf(document)].flat())) {
      const group = groups.get(key);
      if (group) group.push(document);
      else groups.set(key, [document]);
    }
  }
  return groups;
}

const SAME_TITLE = 3;
const SAME_OCCUPATION = 1;
const SIBLINGS = 1;
const SAME_CONDITION = 2;
const RANDOM = 1;

/** Different documents, at most eight; which is what, grades tell. */
export function otherDocuments(
  { role, demands }: Asked,
  documents: DocumentsByFields,
  { titles }: Knowledge,
  random: Random,
): readonly TandemDocument[] {
  const codes = role?.codes ?? [];
  const siblings = codes.flatMap((code) => titles.siblings.get(code) ?? []);
  const ofCodes = (list: readonly string[]) => list.map((code) => documents.byOccupation.get(code) ?? []);
  return [
    ...new Set([
      ...some([documents.byTitle.get(role?.title ?? '') ?? []], SAME_TITLE, random),
      ...some(ofCodes(codes), SAME_OCCUPATION, random),
      ...some(ofCodes(siblings), SIBLINGS, random),
      ...some(
        demands.map((demand) => fulfilling(demand, documents)),
        SAME_CONDITION,
        random,
      ),
      ...some([documents.all], RANDOM, random),
    ]),
  ];
}

function fulfilling({ condition }: Demand, { byPlace, byCompany }: DocumentsByFields): readonly TandemDocument[] {
  if (condition.kind === 'place') return byPlace.get(condition.place.id ?? '') ?? [];
  return condition.kind === 'company' ? (byCompany.get(condition.company.id) ?? []) : [];
}

/** `count` draws, each from a random list that has documents. */
function some(lists: readonly (readonly TandemDocument[])[], count: number, random: Random): readonly TandemDocument[] {
  const filled = lists.filter((list) => list.length > 0);
  return filled.length === 0 ? [] : Array.from({ length: count }, () => random.pick(random.pick(filled)));
}
