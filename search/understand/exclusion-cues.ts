/** Finds the parts of a text that say what is not wanted: the words that turn them, and the things that these reach. */

import { fold, words } from '../../models/text.ts';
import { POSTING_WORDS } from './posting-words.ts';

export interface Part {
  /** Offsets in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** What a cue can turn: "non" how one works, "outside" a place, "does not" what is wished or done, all others anything. */
type CueKind = 'none' | 'except' | 'beyond' | 'outside' | 'prefix' | 'verb' | 'not';

export interface Clause {
  readonly cue: Part;
  readonly kind: CueKind;
  /** What the cue reaches, parted where the text lists it: "no sales, recruiting or marketing" has three. */
  readonly items: readonly Item[];
}

export interface Item extends Part {
  /** Stands behind a comma: a part of the list only where it is of the same kind as what stands before. */
  readonly isBehindComma: boolean;
}

/**
 * Closed lists of English. Those of `none` hold a cue and turn nothing ("nothing but nights" wants nights); a hyphen behind "no",
 * "not" or "non" makes it a part of a word.
 */
const CUES: Readonly<Record<CueKind, string>> = {
  none: `nothing (?:but|beats|like|better|against|wrong)|no (?:one|longer|matter|doubt|problem|problems|issue|issues|idea|wonder|objections?)|no (?:less|fewer|later|more|sooner|earlier) than|not (?:only|just|merely|simply|solely|necessarily|least|yet|to mention|limited to)|why (?:not|don['’]?t)|if (?:not|no)|or (?:not|without)|without (?:fail|doubt|question|delay)|whether or not|not[- ]for[- ]profits?`,
  except: `without|except(?:ing)?(?: for)?|exclud(?:e|es|ing)|avoid(?:s|ing)?|(?:any|every)(?:thing|where|one|body) (?:but|except)(?: for)?|(?:any|every|all) \\p{L}+ but|other than|apart from|aside from|instead of|rather than|(?<=\\brather (?:\\p{L}+ ){1,8})than|nothing to do with`,
  beyond: 'outside of',
  outside: 'outside',
  prefix: 'non(?=[-\\s])',
  verb: `never|cannot|(?:do|does|did|is|are|was|were|wo|would|ca|could|should|have|has|had|ai)n['’]?t|(?:do|does|did|is|are|am|was|were|would|could|should|can|will) not`,
  not: `(?:not|no|nor|neither|nothing)(?![-‑]\\p{L})`,
};
const CUE = new RegExp(
  `(?<![\\p{L}\\p{N}\\p{M}'’-])(?:${Object.entries(CUES)
    .map(([kind, pattern]) => `(?<${kind}>${pattern})`)
    .join('|')})(?![\\p{L}\\p{N}\\p{M}'’])`,
  'giu',
);

const STOP = String.raw`[.;:!?](?=\s|$)|[()|•]|\s[-–—]+\s|\b(?:but|however|instead|only|just|because|so|if|unless|although|though|while)\b`;
const CLOSES: Readonly<Record<'list' | 'not', RegExp>> = {
  list: new RegExp(`,|${STOP}`, 'iu'),
  not: new RegExp(`,|${STOP}|\\b(?:and|then)\\b|&`, 'iu'),
};
const LINKS: Readonly<Record<'list' | 'not', RegExp>> = {
  list: /\b(?:or|nor|and)\b|[/&]/giu,
  not: /\b(?:or|nor)\b|\//giu,
};
/** What stands between the commas of a list has at most so many words; more are a clause of their own. */
const LONGEST_LISTED_WORDS = 3;

interface Found {
  readonly kind: CueKind;
  readonly cue: Part;
}

function cuesIn(text: string): readonly Found[] {
  return [...text.matchAll(CUE)].map((match) => ({
    kind: kindOf(match),
    cue: { start: match.index, end: match.index + match[0].length },
  }));
}

/** Where a text only looks as if it turned something: "not-for-profit", "nothing beats". */
export function idiomsOf(text: string): readonly Part[] {
  return cuesIn(text).flatMap(({ kind, cue }) => (kind === 'none' ? [cue] : []));
}

/** In the order of the text; where one begins, the one before has ended. */
export function clausesOf(text: string): readonly Clause[] {
  const found = cuesIn(text);
  // "Never sold anything but drinks" turns back what it turned.
  const isTurnedBack = (at: number): boolean => {
    const before = found[at - 1];
    const own = found[at];
    if (
      (before?.kind !== 'not' && before?.kind !== 'verb') ||
      own === undefined ||
      !/\bbut$/iu.test(text.slice(own.cue.start, own.cue.end))
    )
      return false;
    return !CLOSES.not.test(text.slice(before.cue.end, own.cue.start));
  };
  return found.flatMap(({ kind, cue }, at) => {
    if (kind === 'none' || isTurnedBack(at)) return [];
    const limit = found[at + 1]?.cue.start ?? text.length;
    return [
      { cue, kind, items: itemsOf(text.slice(0, limit), cue.end, kind === 'not' || kind === 'verb' ? 'not' : 'list') },
    ];
  });
}

/** True for words that turn those directly behind them: "NO nights" is in no Norway, "in NO, nights" is. */
export function isCue({ start, end }: Part, text: string): boolean {
  return clausesOf(text).some(
    ({ cue, items: [first] }) =>
      cue.start === start && cue.end === end && words(text.slice(first?.start, first?.end)).length > 0,
  );
}

const kindOf = (match: RegExpExecArray): CueKind =>
  (Object.keys(CUES) as CueKind[]).find((kind) => match.groups?.[kind] !== undefined) ?? 'none';

function itemsOf(text: string, from: number, way: 'list' | 'not'): readonly Item[] {
  const end = closeOf(text, from, way);
  const first = partedBy(text, from, end, LINKS[way]).map((part) => ({ ...part, isBehindComma: false }));
  return [...first, ...listedBehind(text, end, way)];
}

function closeOf(text: string, from: number, way: 'list' | 'not'): number {
  return from + (CLOSES[way].exec(text.slice(from))?.index ?? text.length - from);
}

/** Items behind a comma, as long as an "or" tells that a list ends: "no London, Leeds or York". */
function listedBehind(text: string, comma: number, way: 'list' | 'not'): readonly Item[] {
  const items: Item[] = [];
  for (let from = comma; text[from] === ','; ) {
    const end = closeOf(text, from + 1, way);
    const parts = partedBy(text, from + 1, end, LINKS[way]);
    items.push(...parts.map((part) => ({ ...part, isBehindComma: true })));
    if (parts.length > 1) return items;
    if (words(text.slice(from + 1, end)).length > LONGEST_LISTED_WORDS) return [];
    from = end;
  }
  return [];
}

function partedBy(text: string, from: number, end: number, link: RegExp): readonly Part[] {
  const parts: Part[] = [];
  let start = from;
  for (const match of text.slice(from, end).matchAll(link)) {
    parts.push({ start, end: from + match.index });
    start = from + match.index + match[0].length;
  }
  return [...parts, { start, end }];
}

/**
 * Words that may stand between a cue and what it turns: they join, wish or name work in general. Any other word is itself what is
 * turned: "no agencies" says nothing of the engineer behind it, "does not mind nights" nothing of nights. Written by hand.
 */
const JOINING = new Set(
  `${POSTING_WORDS} a an the any my your our their some more another such all in at on with from to of for as by into near
  inside within around be been being am is are was were it its i we you they me us that which who want wants wanting
  wanted like would will do does doing did have has having get getting looking look interested seeking seek considering
  consider open wish willing prepared hoping involve involves involving include includes including based located living
  live relocate relocating commute commuting move moving work works working post posts posting postings opportunity
  opportunities career careers anything anywhere anyone again please really ever also kind kinds sort type types people`.split(
    /\s+/,
  ),
);

/** Whether all words join: none of them is a thing of its own. */
export function isJoining(text: string): boolean {
  return words(text).every((word) => JOINING.has(fold(word.text)));
}
