/** Finds the people that words name, as names are typed: in either order, with initials, with one slip. */
import { editDistance } from '../../runtime/edit-distance.ts';

export type NameForm = 'exact' | 'turned' | 'initials' | 'slip';

export interface NamesMeant {
  readonly form: NameForm;
  /** Folded full names, at least one. */
  readonly names: readonly string[];
}

export interface PeopleNames {
  /** What two or more folded words mean, the surest form alone; null when they name nobody. */
  readonly find: (folded: string) => NamesMeant | null;
  /** True for a folded word of somebody's name. */
  readonly hasWord: (folded: string) => boolean;
}

/** Shorter words are near to too many others. */
const SHORTEST_WITH_SLIP = 4;

/** `names` are folded full names. */
export function createPeopleNames(names: Iterable<string>): PeopleNames {
  const exact = new Set(names);
  const [turned, initials, byWord] = [newIndex(), newIndex(), newIndex()];
  for (const name of exact) {
    const words = name.split(' ');
    for (const form of turnedForms(words)) add(turned, form, name);
    for (const form of initialForms(words)) add(initials, form, name);
    for (const word of new Set(words)) add(byWord, word, name);
  }
  const find = (folded: string): NamesMeant | null => {
    const words = folded.split(' ');
    if (words.length < 2) return null;
    if (exact.has(folded)) return { form: 'exact', names: [folded] };
    const key = inAnyOrder(words);
    return (
      meant('turned', turned.get(key)) ??
      meant('initials', initials.get(key)) ??
      meant('slip', words.length === 2 ? withOneSlip(words, byWord) : [])
    );
  };
  return { find, hasWord: (folded) => byWord.has(folded) };
}

type NamesByForm = Map<string, string[]>;
const newIndex = (): NamesByForm => new Map();

function add(index: NamesByForm, form: string, name: string): void {
  const known = index.get(form);
  if (known === undefined) index.set(form, [name]);
  else if (!known.includes(name)) known.push(name);
}

function meant(form: NameForm, names: readonly string[] | undefined): NamesMeant | null {
  return names === undefined || names.length === 0 ? null : { form, names };
}

const inAnyOrder = (words: readonly string[]): string => [...words].sort().join(' ');

/** All words, and the outer two of a longer name. */
function turnedForms(words: readonly string[]): readonly string[] {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || words.length < 2) return [];
  return [inAnyOrder(words), inAnyOrder([first, last])];
}

/** "i okafor", "ines o". */
function initialForms(words: readonly string[]): readonly string[] {
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined || words.length < 2) return [];
  return [inAnyOrder([first.slice(0, 1), last]), inAnyOrder([first, last.slice(0, 1)])];
}

/** Names of two words, one of them as typed and the other one slip away, in either order. */
function withOneSlip(words: readonly string[], byWord: NamesByForm): readonly string[] {
  const found = words.flatMap((kept, index) => {
    const typed = words[1 - index] ?? '';
    if (typed.length < SHORTEST_WITH_SLIP) return [];
    return (byWord.get(kept) ?? []).filter((name) => isNear(typed, otherWord(name, kept)));
  });
  return [...new Set(found)];
}

/** Empty for a name of more or fewer than two words. */
function otherWord(name: string, word: string): string {
  const [first = '', last = '', more] = name.split(' ');
  if (more !== undefined) return '';
  return first === word ? last : first;
}

const isNear = (typed: string, word: string): boolean => word !== '' && editDistance(typed, word, 1) === 1;
