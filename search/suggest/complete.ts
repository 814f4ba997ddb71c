/** Completes what was typed: the entries that have a word for each typed word, the likeliest first. */
import { nearStarts, startingWith, type WordRange } from '../understand/sorted-words.ts';
import type { SuggestionEntry, SuggestionKind } from './suggestion.ts';
import type { SuggestionIndex } from './suggestion-index.ts';

/** From this length on a typed word may have one slip, from the next on two: shorter ones are near to everything. */
const LENGTH_FOR_ONE_EDIT = 4;
const LENGTH_FOR_TWO_EDITS = 9;

export interface Completion {
  readonly entry: SuggestionEntry;
  readonly likelihood: number;
}

/** For one typed word the words that it may begin. */
type Choices = readonly WordRange[];

/** At most `first` of `kinds`; slips are forgiven where nothing completes the words as typed. `typed`: folded, one or more. */
export function complete(
  index: SuggestionIndex,
  typed: readonly string[],
  kinds: ReadonlySet<SuggestionKind>,
  first: number,
): readonly Completion[] {
  const exact = typed.map((word): Choices => [startingWith(index.sorted, word)]);
  const found = completionsOf(index, typed, exact, kinds, first);
  if (found.length > 0 || !typed.some((word) => editsFor(word) > 0)) return found;
  const near = typed.map(
    (word, at): Choices => (editsFor(word) === 0 ? (exact[at] ?? []) : nearStarts(index.sorted, word, editsFor(word))),
  );
  return completionsOf(index, typed, near, kinds, first);
}

/** Slips that are forgiven in a typed word. */
export function editsFor({ length }: string): number {
  return length < LENGTH_FOR_ONE_EDIT ? 0 : length < LENGTH_FOR_TWO_EDITS ? 1 : 2;
}

function completionsOf(
  index: SuggestionIndex,
  typed: readonly string[],
  choices: readonly Choices[],
  kinds: ReadonlySet<SuggestionKind>,
  first: number,
): readonly Completion[] {
  const rarestFirst = [...choices].sort((a, b) => holderCount(index, a) - holderCount(index, b));
  const text = typed.join(' ');
  const best = new Map<SuggestionKind, Completion[]>();
  for (const at of holdersOf(index, rarestFirst[0] ?? [])) {
    const entry = index.entries[at];
    if (entry === undefined || !kinds.has(entry.kind)) continue;
    const edits = editsOf(index, at, rarestFirst);
    if (edits === null) continue;
    const list = best.get(entry.kind) ?? [];
    best.set(entry.kind, list);
    keepBest(list, { entry, likelihood: likelihoodOf(entry, text, edits) }, first);
  }
  return mixed([...best.values()], first);
}

function holderCount({ holderStarts }: SuggestionIndex, choices: Choices): number {
  return choices.reduce((sum, { from, to }) => sum + (holderStarts[to] ?? 0) - (holderStarts[from] ?? 0), 0);
}

/** Each entry once. */
function* holdersOf({ entries, holderStarts, holders }: SuggestionIndex, choices: Choices): Generator<number> {
  const isSeen = new Uint8Array(entries.length);
  for (const { from, to } of choices) {
    for (let at = holderStarts[from] ?? 0; at < (holderStarts[to] ?? 0); at++) {
      const entry = holders[at] ?? 0;
      if (isSeen[entry] === 1) continue;
      isSeen[entry] = 1;
      yield entry;
    }
  }
}

/** Slips of all typed words together, or null when one of them has no word of the entry to itself: the rarest choose first. */
function editsOf({ wordStarts, wordsOf }: SuggestionIndex, entry: number, choices: readonly Choices[]): number | null {
  const words = wordsOf.subarray(wordStarts[entry] ?? 0, wordStarts[entry + 1] ?? 0);
  const taken: number[] = [];
  let sum = 0;
  for (const ranges of choices) {
    let [fewest, nearest] = [Number.POSITIVE_INFINITY, 0];
    for (const word of words)
      for (const { from, to, edits } of ranges)
        if (word >= from && word < to && edits < fewest && !taken.includes(word)) [fewest, nearest] = [edits, word];
    if (fewest === Number.POSITIVE_INFINITY) return null;
    taken.push(nearest);
    sum += fewest;
  }
  return sum;
}

/** Powers of ten, as in spelling: a text that begins as typed weighs as much as one that ten times more documents have. */
const WHOLE_GAIN = 2;
const START_GAIN = 1;
const INSIDE_GAIN = 0.5;
const EDIT_COST = 2;
/** Nearly every name belongs to one person, and who looks for people often types a name. */
const NAME_GAIN = 3;

/** Of two places a slip away most people mean the larger one: powers of ten below the largest cities. */
const LARGEST_POPULATION = 3e7;

function likelihoodOf(
  { kind, folded, documents, population = 0 }: SuggestionEntry,
  text: string,
  edits: number,
): number {
  const gain =
    folded === text ? WHOLE_GAIN : folded.startsWith(text) ? START_GAIN : folded.includes(` ${text}`) ? INSIDE_GAIN : 0;
  const smaller = edits > 0 && population > 0 ? Math.log10(LARGEST_POPULATION / population) : 0;
  return Math.log10(1 + documents) - smaller + gain + (kind === 'PERSON' ? NAME_GAIN : 0) - EDIT_COST * edits;
}

/** `list` stays sorted, best first, and at most `length` long; equal ones stay in the order of the index. */
function keepBest(list: Completion[], completion: Completion, length: number): void {
  const worst = list.at(-1);
  if (list.length === length && worst !== undefined && worst.likelihood >= completion.likelihood) return;
  const at = list.findIndex(({ likelihood }) => likelihood < completion.likelihood);
  list.splice(at < 0 ? list.length : at, 0, completion);
  if (list.length > length) list.pop();
}

/** No kind has more than half of the places while another has something to show. */
function mixed(kinds: readonly (readonly Completion[])[], first: number): readonly Completion[] {
  const half = Math.ceil(first / 2);
  const [chosen, rest] = [kinds.flatMap((list) => list.slice(0, half)), kinds.flatMap((list) => list.slice(half))];
  const likeliest = (list: readonly Completion[]): readonly Completion[] =>
    [...list].sort((a, b) => b.likelihood - a.likelihood);
  return likeliest([...likeliest(chosen), ...likeliest(rest)].slice(0, first));
}
