/** Sends a new search at a steady rate whatever comes back, as people do, and tells what became of each. */
import { freshTexts } from '../../bench/search-texts.ts';
import { deadlineIn } from '../../runtime/deadline.ts';
import { randomId } from '../../runtime/ids.ts';
import { seededRandom } from '../../runtime/random.ts';
import type { SearchServices } from '../../search/context.ts';
import { plainRequest } from '../../search/plain-request.ts';
import { runSearch } from '../../search/search.ts';

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

export function startSearches(
  services: SearchServices,
  { searchesPerSecond, deadlineMs }: { readonly searchesPerSecond: number; readonly deadlineMs: number },
): SteadySearches {
  const answers: Answered[] = [];
  const running: Promise<void>[] = [];
  const ask = async (): Promise<void> => void answers.push(await search(services, deadlineMs, texts.next().value));
  const timer = setInterval(() => running.push(ask()), 1_000 / searchesPerSecond);
  const end = async (): Promise<void> => {
    clearInterval(timer);
    await Promise.all(running);
  };
  return { answers, end };
}

/** An empty page is a failure too. */
async function search(services: SearchServices, deadlineMs: number, text: string): Promise<Answered> {
  const sentMs = performance.now();
  const context = {
    services,
    deadline: deadlineIn(deadlineMs),
    lane: 'interactive' as const,
    requestId: randomId(),
    caller: { id: 'viewer', tenant: 'public', scopes: [] },
    memo: new Map(),
  };
  try {
    const { edges, coverage } = await runSearch(plainRequest('jobs', text, 5), context);
    const kind = edges.length === 0 ? 'failed' : coverage.degraded ? 'degraded' : 'whole';
    return { sentMs, kind, told: `${text}: ${JSON.stringify(coverage)}` };
  } catch (error) {
    return { sentMs, kind: 'failed', told: `${text}: ${String(error)}` };
  }
}
