/** Chooses which documents of ranked lists a reader grades for a query: from each list the first that have no grade yet. */

import type { Random } from '../random.ts';

/** What one ranked list gives to a query. */
export interface Take {
  /** Document ids, best first. */
  readonly list: readonly string[];
  /** So many places from the top are looked at. */
  readonly first: number;
  /** So many of them at most are taken. */
  readonly most: number;
}

export interface Limits {
  /** So many are drawn from deep places of the first list. */
  readonly deep: number;
  /** So many documents at most in all; what comes first in the lists is kept. */
  readonly most: number;
}

/** Places of a list, from and to, counted from 0, out of which some are drawn: what nobody would show. */
const DEEP_PLACES = [20, 70] as const;

/** Different documents in random order, so that their order tells a reader nothing. */
export function chooseDocuments(
  takes: readonly Take[],
  { deep, most }: Limits,
  isGraded: (document: string) => boolean,
  random: Random,
): readonly string[] {
  const taken = takes.flatMap((take) =>
    take.list
      .slice(0, take.first)
      .filter((document) => !isGraded(document))
      .slice(0, take.most),
  );
  const tail = (takes[0]?.list ?? []).slice(...DEEP_PLACES).filter((document) => !isGraded(document));
  const drawn = tail.length === 0 ? [] : Array.from({ length: deep }, () => random.pick(tail));
  return inRandomOrder([...new Set([...taken, ...drawn])].slice(0, most), random);
}

export function inRandomOrder<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => [random.next(), item] as const)
    .sort(([one], [other]) => one - other)
    .map(([, item]) => item);
}
