/** What the understanding model reads and answers: pieces of a text, classes, conditions, and spans of tagged pieces. */

import { readFileSync } from 'node:fs';
import { projectPath } from '../runtime/project-root.ts';

interface Labels {
  readonly intents: readonly string[];
  readonly routes: readonly string[];
  readonly safeties: readonly string[];
  readonly categories: readonly string[];
  readonly fields: readonly string[];
  readonly conditions: readonly (readonly [field: string, value: string])[];
  /** "none", then the plain title of each occupation; several occupations may go by one. */
  readonly roles: readonly string[];
  /** So many of them are kept of a reading, and none that is less likely. */
  readonly rolesKept: number;
  readonly leastRole: number;
}

let labels: Labels | null = null;

/** In the order of the model's outputs; training reads the same file. */
export function understandingLabels(): Labels {
  labels ??= JSON.parse(readFileSync(projectPath('models', 'understanding-labels.json'), 'utf8')) as Labels;
  return labels;
}

/** Words of a text that state one value. */
export interface TaggedSpan {
  readonly field: string;
  /** Offsets in UTF-16 units of the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Mean probability of its tags. */
  readonly confidence: number;
  readonly isNegated: boolean;
}

/** The model's answer to one text: probabilities by name, and spans in the order of the text. */
export interface TextReading {
  readonly intents: Readonly<Record<string, number>>;
  readonly routes: Readonly<Record<string, number>>;
  readonly safeties: Readonly<Record<string, number>>;
  readonly categories: Readonly<Record<string, number>>;
  /** By "field:value", for example "workplace:REMOTE". */
  readonly conditions: Readonly<Record<string, number>>;
  /** The likeliest few roles that are asked for, whatever the words, by title, "none" among them; absent without such a head. */
  readonly roles?: Readonly<Record<string, number>>;
  readonly spans: readonly TaggedSpan[];
}

export interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Letters and digits in a row, or one other sign: what a tag belongs to. */
const PIECE = /[\p{L}\p{N}\p{M}]+|[^\s\p{L}\p{N}\p{M}]/gu;
/** Longer texts are cut: a query has seldom more than 32. */
export const UNDERSTANDING_MAX_TOKENS = 64;

export function piecesOf(text: string): readonly Piece[] {
  return [...text.matchAll(PIECE)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export interface EncodedText {
  readonly ids: Int32Array;
  readonly pieces: readonly Piece[];
  /** Of each piece, where its first token stands in `ids`. */
  readonly tokens: readonly number[];
}

/** `idsOf` gives the token ids of one piece without [CLS] and [SEP]; a piece without any is left out. */
export function encodeText(
  text: string,
  idsOf: (piece: string) => readonly number[],
  cls: number,
  sep: number,
): EncodedText {
  const [ids, pieces, tokens]: [number[], Piece[], number[]] = [[cls], [], []];
  for (const piece of piecesOf(text)) {
    const own = idsOf(piece.text);
    if (ids.length + own.length >= UNDERSTANDING_MAX_TOKENS) break;
    if (own.length === 0) continue;
    tokens.push(ids.length);
    pieces.push(piece);
    ids.push(...own);
  }
  return { ids: Int32Array.from([...ids, sep]), pieces, tokens };
}

/** Numbers of one text: `heads` [classes and conditions], `tags` [tokens, tags] and `negated` [tokens], probabilities all. */
export interface Probabilities {
  readonly heads: Float32Array;
  readonly tags: Float32Array;
  readonly negated: Float32Array;
}

export function readingOf(encoded: EncodedText, numbers: Probabilities): TextReading {
  const { intents, routes, safeties, categories, conditions } = understandingLabels();
  let at = 0;
  const take = (names: readonly string[]): Record<string, number> =>
    Object.fromEntries(names.map((name) => [name, rounded(numbers.heads[at++] ?? 0)]));
  return {
    intents: take(intents),
    routes: take(routes),
    safeties: take(safeties),
    categories: take(categories),
    conditions: take(conditions.map(([field, value]) => `${field}:${value}`)),
    roles: likelyRoles(numbers.heads.subarray(at)),
    spans: spansFrom(encoded, numbers),
  };
}

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Of many classes only what may be served: a reading is kept in memory. */
function likelyRoles(probabilities: Float32Array): Readonly<Record<string, number>> {
  const { roles, rolesKept, leastRole } = understandingLabels();
  const found: Record<string, number> = {};
  const best = [...probabilities.keys()].sort((a, b) => (probabilities[b] ?? 0) - (probabilities[a] ?? 0));
  for (const at of best.slice(0, rolesKept)) {
    const [name, p] = [roles[at] ?? '', probabilities[at] ?? 0];
    if (name !== '' && p >= leastRole) found[name] = rounded((found[name] ?? 0) + p);
  }
  return found;
}

interface OpenSpan {
  readonly field: string;
  readonly start: number;
  end: number;
  readonly tagged: number[];
  readonly negated: number[];
}

/** The likeliest tag of each piece; an inner tag without a beginning opens a span of its own. */
function spansFrom({ pieces, tokens }: EncodedText, { tags, negated }: Probabilities): readonly TaggedSpan[] {
  const width = 1 + 2 * understandingLabels().fields.length;
  const spans: OpenSpan[] = [];
  let last: OpenSpan | null = null;
  pieces.forEach(({ start, end }, index) => {
    const token = tokens[index] ?? 0;
    const row = tags.subarray(token * width, (token + 1) * width);
    const best = row.indexOf(Math.max(...row));
    // Tag 0 is outside, then beginning and inside of each field.
    const field = best === 0 ? undefined : understandingLabels().fields[(best - 1) >> 1];
    if (field === undefined) {
      last = null;
      return;
    }
    if (last === null || last.field !== field || best % 2 === 1) {
      last = { field, start, end, tagged: [], negated: [] };
      spans.push(last);
    }
    last.end = end;
    last.tagged.push(row[best] ?? 0);
    last.negated.push(negated[token] ?? 0);
  });
  return spans.map((span) => ({
    field: span.field,
    start: span.start,
    end: span.end,
    confidence: rounded(meanOf(span.tagged)),
    isNegated: meanOf(span.negated) > 0.5,
  }));
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
