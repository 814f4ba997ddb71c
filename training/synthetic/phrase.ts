/** One condition in words, as it stands before or behind the role in a query. */

import type { Random } from '../random.ts';
import type { Demand } from './asked.ts';

export interface Phrase {
  /** What the query is called that has this condition beside its role. */
  readonly kind: string;
  readonly text: string;
  readonly side: 'before' | 'behind';
  readonly demand: Demand;
}

export const before = (kind: string, text: string, demand: Demand): Phrase => ({ kind, text, side: 'before', demand });
export const behind = (kind: string, text: string, demand: Demand): Phrase => ({ kind, text, side: 'behind', demand });

/** More often before the role: "part time nurse", sometimes "nurse part time". */
export function aroundRole(kind: string, words: readonly string[], demand: Demand, random: Random): readonly Phrase[] {
  if (words.length === 0) return [];
  const word = random.pick(words);
  return [random.chance(0.6) ? before(kind, word, demand) : behind(kind, word, demand)];
}

/** "Bern, Switzerland" is typed "bern". */
export const townOf = (name: string): string => name.split(',')[0]?.trim().toLowerCase() ?? '';

/** Role with its phrases around it. */
export function withRole(role: string, phrases: readonly Phrase[]): string {
  const on = (side: Phrase['side']): readonly string[] =>
    phrases.filter((phrase) => phrase.side === side).map(({ text }) => text);
  return [...on('before'), role, ...on('behind')].join(' ');
}
