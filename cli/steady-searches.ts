/** Sends a new search at a steady rate whatever comes back, as people do, and tells what became of each. */

import { request } from 'undici';

export interface Answered {
  /** On the clock of `performance.now()`. */
  readonly sentMs: number;
  readonly tookMs: number;
  /** Partial: the page is there without the fields of a subgraph that did not answer. */
  readonly kind: 'whole' | 'degraded' | 'partial' | 'failed';
  /** For whoever reads why. */
  readonly told: string;
}

export interface SteadySearches {
  /** In the order in which they came. */
  readonly answers: readonly Answered[];
  /** Sends nothing more; resolves when everything is answered. */
  readonly end: () => Promise<void>;
}

export interface SearchRate {
  readonly url: string;
  readonly perSecond: number;
  /** New ones each time, so that nothing comes from a cache. */
  readonly texts: Iterator<string, never>;
  /** API key or JSON Web Token. */
  readonly token?: string | undefined;
}

const SEARCH = `query($text: String!) { jobSearch(input: { text: $text }, first: 5) {
  coverage { degraded reasons ranked rankedPlanned } edges { node { id } match { relevance { score } explanation { summary } } } } }`;
const TIMEOUT_MS = 15_000;

interface Page {
  readonly coverage: { readonly degraded: boolean };
  readonly edges: readonly unknown[];
}

interface SearchAnswer {
  readonly data?: { readonly jobSearch: Page | null } | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** Over HTTP to the gateway, as any client. */
export function startSearches(rate: SearchRate): SteadySearches {
  const answers: Answered[] = [];
  const running: Promise<void>[] = [];
  const ask = async (): Promise<void> => void answers.push(await search(rate, rate.texts.next().value));
  const timer = setInterval(() => running.push(ask()), 1_000 / rate.perSecond);
  const end = async (): Promise<void> => {
    clearInterval(timer);
    await Promise.all(running);
  };
  return { answers, end };
}

async function search({ url, token }: SearchRate, text: string): Promise<Answered> {
  const sentMs = performance.now();
  const answered = (kind: Answered['kind'], told: string): Answered => ({
    sentMs,
    tookMs: performance.now() - sentMs,
    kind,
    told: `${text}: ${told}`,
  });
  try {
    const { statusCode, body } = await request(`${url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query: SEARCH, variables: { text } }),
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const answer = (await body.json()) as SearchAnswer;
    const told = `${statusCode} ${JSON.stringify(answer.errors ?? answer.data?.jobSearch?.coverage)}`;
    return answered(statusCode === 200 ? kindOf(answer) : 'failed', told);
  } catch (error) {
    return answered('failed', String(error));
  }
}

/** An empty page is a failure too. */
function kindOf({ data, errors = [] }: SearchAnswer): Answered['kind'] {
  const page = data?.jobSearch ?? null;
  if (page === null || page.edges.length === 0) return 'failed';
  if (errors.some(({ extensions }) => extensions?.code !== 'SUBGRAPH_UNAVAILABLE')) return 'failed';
  if (errors.length > 0) return 'partial';
  return page.coverage.degraded ? 'degraded' : 'whole';
}
