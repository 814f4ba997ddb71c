/** Other ways to type a query that mean the same: typos, fillers, other word orders. */

import type { Vertical } from '../stores/documents.ts';
import type { Random } from './random.ts';

const OPENINGS: Readonly<Record<Vertical, readonly string[]>> = {
  jobs: ['looking for', 'find me', 'i want', 'any', 'show me', 'please find', 'i am looking for'],
  people: ['looking for', 'find me', 'find', 'who is', 'show me', 'we need', 'i am searching for'],
};
const ENDINGS: Readonly<Record<Vertical, readonly string[]>> = {
  jobs: ['jobs', 'job', 'vacancies', 'positions', 'openings', 'roles', 'please', 'wanted'],
  people: ['please', 'people', 'profiles', 'candidates', 'someone', 'cv', 'anybody'],
};
const MIN_TYPO_LETTERS = 5;

/** One slip of the keyboard inside a longer word: two letters swapped, one lost or one doubled. */
function withTypo(word: string, random: Random): string {
  if (word.length < MIN_TYPO_LETTERS || !/^\p{L}+$/u.test(word)) return word;
  const at = 1 + Math.floor(random.next() * (word.length - 2));
  const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)];
  return random.pick([
    before + after,
    before + letter + letter + after,
    before + after.slice(0, 1) + letter + after.slice(1),
  ]);
}

function withOneTypo(text: string, random: Random): string {
  const parts = text.split(' ');
  const at = Math.floor(random.next() * parts.length);
  return parts.map((part, index) => (index === at ? withTypo(part, random) : part)).join(' ');
}

const MAX_REORDERED_WORDS = 5;
/** Words whose place decides what is meant: "nurse, not manager". */
const ORDER_MATTERS = /\b(?:not|no|without|except|but|from|to|into|at|or|never|former|ex|anything)\b|[,'’?]/i;

function reordered(text: string, random: Random): string {
  const parts = text.split(' ');
  if (parts.length < 2 || parts.length > MAX_REORDERED_WORDS || ORDER_MATTERS.test(text)) return text;
  const cut = 1 + Math.floor(random.next() * (parts.length - 1));
  return [...parts.slice(cut), ...parts.slice(0, cut)].join(' ');
}

const MAX_FILLED_WORDS = 8;

function withFiller(text: string, vertical: Vertical, random: Random): string {
  if (text.split(' ').length > MAX_FILLED_WORDS || /[?!.]$/.test(text)) return text;
  return random.chance(0.5)
    ? `${random.pick(OPENINGS[vertical])} ${text}`
    : `${text} ${random.pick(ENDINGS[vertical])}`;
}

/** A variant that a careful reader would grade the same. */
export function varyQuery(text: string, vertical: Vertical, random: Random): string {
  const changed = random.chance(0.3) ? reordered(text, random) : text;
  const filled = random.chance(0.5) ? withFiller(changed, vertical, random) : changed;
  return random.chance(0.6) ? withOneTypo(filled, random) : filled;
}
