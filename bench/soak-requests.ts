/** What clients send in a soak: searches, objects, suggestions, mistakes, junk, and requests that their clients give up. */

import { freshTexts } from '../cli/search-texts.ts';
import type { RandomNumber } from '../runtime/random.ts';

export interface SoakRequest {
  readonly kind: (typeof KINDS)[number]['kind'];
  /** JSON, but for mistakes. */
  readonly body: string;
  /** After so many milliseconds the client goes away. */
  readonly goneAfterMs: number | null;
}

const JOBS = `query($text: String!) { jobSearch(input: { text: $text, facets: [COMPANY] }, first: 10) { totalCount
  coverage { degraded } pageInfo { endCursor } facets { field values { count } } edges { node { id title company { name } }
  match { relevance { score } snippets { text } explanation { summary } } } } }`;
const PEOPLE = `query($text: String!) { peopleSearch(input: { text: $text }, first: 10) { totalCount
  search { understanding { intent summary } } edges { node { id displayName } match { relevance { score } } } } }`;
const NODES =
  'query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Job { title company { name } } ... on Person { displayName } } }';
const SUGGESTIONS = 'query($text: String!) { jobSuggestions(prefix: $text) { kind text highlights { start end } } }';

/** As many as caches hold whole, so that what grows behind the warm-up is no cache that fills. */
const TEXTS = 300;
const LONGEST_STAY_MS = 20;
const IDS_AT_ONCE = 5;

/** Ways of asking wrong, the last of them on the way to a search. */
const MISTAKES: readonly ((text: string) => string)[] = [
  () => '{"query": ',
  (text) => JSON.stringify({ query: `{ ${text.replace(/\W/g, '_')} }` }),
  (text) => JSON.stringify({ query: JOBS, variables: { text: 5, other: text } }),
  (text) => JSON.stringify({ query: 'query($id: ID!) { node(id: $id) { id } }', variables: { id: text } }),
  (text) => JSON.stringify({ query: JOBS, variables: { text: text.repeat(50) } }),
];

interface Asked {
  readonly text: string;
  readonly ids: readonly string[];
  readonly random: RandomNumber;
}

const ask = (query: string, variables: object): string => JSON.stringify({ query, variables });

/** No two are alike, and each is a short text of a large tree: whoever keeps what is refused is seen to grow. */
const junk = (random: RandomNumber): string => `{ a { ${'b '.repeat(390)} c${random().toString(36).slice(2)} } }`;

const KINDS = [
  { kind: 'jobs', share: 0.3, body: ({ text }: Asked) => ask(JOBS, { text }) },
  { kind: 'people', share: 0.15, body: ({ text }: Asked) => ask(PEOPLE, { text }) },
  { kind: 'nodes', share: 0.15, body: ({ ids }: Asked) => ask(NODES, { ids }) },
  {
    kind: 'suggestions',
    share: 0.15,
    body: ({ text, random }: Asked) => ask(SUGGESTIONS, { text: text.slice(0, 1 + random() * 10) }),
  },
  {
    kind: 'mistakes',
    share: 0.1,
    body: ({ text, random }: Asked) => MISTAKES[Math.floor(random() * MISTAKES.length)]?.(text) ?? '',
  },
  { kind: 'junk', share: 0.1, body: ({ random }: Asked) => JSON.stringify({ query: junk(random) }) },
  { kind: 'gone', share: 0.05, body: ({ text }: Asked) => ask(JOBS, { text: `${text} gone` }) },
] as const;

/** Endless; `idsOf` gives what searches have shown so far. */
export function* soakRequests(random: RandomNumber, idsOf: () => readonly string[]): Generator<SoakRequest, never> {
  const all = freshTexts(random);
  const texts = Array.from({ length: TEXTS }, () => all.next().value);
  const oneOf = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  while (true) {
    const { kind, body } = kindAt(random());
    const ids = Array.from({ length: IDS_AT_ONCE }, () => oneOf(idsOf()));
    const goneAfterMs = kind === 'gone' ? Math.floor(random() * LONGEST_STAY_MS) : null;
    yield { kind, body: body({ text: oneOf(texts), ids, random }), goneAfterMs };
  }
}

function kindAt(place: number): (typeof KINDS)[number] {
  let end = 0;
  for (const kind of KINDS) {
    end += kind.share;
    if (place < end) return kind;
  }
  return KINDS[0];
}
