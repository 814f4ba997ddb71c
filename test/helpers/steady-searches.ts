/** Sends a new search at a steady rate whatever comes back, as people do, and tells what became of each. */
import { freshTexts } from '../../bench/search-texts.ts';
import { seededRandom } from '../../runtime/random.ts';
import { postGraphql } from '../gateway/test-services.ts';

export interface Answered {
  /** On the clock of `performance.now()`. */
  readonly sentMs: number;
  readonly kind: 'whole' | 'degraded' | 'failed';
  /** For whoever reads why. */
  readonly told: string;
}

export interface SteadySearches {
  /** In the order in which they came. */
  readonly answers: readonly Answered[];
  /** Sends nothing more; resolves when everything is answered. */
  readonly end: () => Promise<void>;
}

/** No text comes twice in a test file, so that nothing comes from a cache. */
const texts = freshTexts(seededRandom(1));

const SEARCH = `query($text: String!) { jobSearch(input: { text: $text }, first: 5) {
  coverage { degraded reasons ranked rankedPlanned } edges { node { id } match { relevance { score } } } } }`;

interface Page {
  readonly coverage: { readonly degraded: boolean };
  readonly edges: readonly unknown[];
}

/** Over HTTP to the gateway at `url`, as any client. */
export function startSearches(url: string, searchesPerSecond: number): SteadySearches {
  const answers: Answered[] = [];
  const running: Promise<void>[] = [];
  const ask = async (): Promise<void> => void answers.push(await search(url, texts.next().value));
  const timer = setInterval(() => running.push(ask()), 1_000 / searchesPerSecond);
  const end = async (): Promise<void> => {
    clearInterval(timer);
    await Promise.all(running);
  };
  return { answers, end };
}

/** An empty page is a failure too, and so is one with errors. */
async function search(url: string, text: string): Promise<Answered> {
  const sentMs = performance.now();
  try {
    const { status, data, errors } = await postGraphql(url, { query: SEARCH, variables: { text } });
    const page = (data as { readonly jobSearch: Page | null } | null | undefined)?.jobSearch ?? null;
    const told = `${text}: ${status} ${JSON.stringify(errors ?? page?.coverage)}`;
    const isFailed = status !== 200 || errors !== undefined || page === null || page.edges.length === 0;
    return { sentMs, kind: isFailed ? 'failed' : page.coverage.degraded ? 'degraded' : 'whole', told };
  } catch (error) {
    return { sentMs, kind: 'failed', told: `${text}: ${String(error)}` };
  }
}
