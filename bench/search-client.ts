/** Sends one page search and says how it ended, for load benchmarks. */

import { Agent } from 'undici';
import type { Lane } from '../runtime/lane.ts';

export interface Answered {
  readonly kind: 'complete' | 'degraded' | 'refused' | 'failed';
  readonly lane: Lane;
  /** From the planned start on, so that a client that is behind counts as waiting. */
  readonly latencyMs: number;
  readonly plannedMs: number;
  /** `coverage.rankedPlanned`; null without a page. */
  readonly depth: number | null;
  readonly hasRetryAfter: boolean;
}

const QUERY = `query($text: String!) { jobSearch(input: { text: $text }, first: 20) { totalCount
  edges { node { id title company { name } } match { position relevance { score } } }
  coverage { rankedPlanned degraded } } }`;
const TIMEOUT_MS = 15_000;

interface Page {
  readonly coverage: { readonly rankedPlanned: number; readonly degraded: boolean };
}

export type SendSearch = (text: string, lane: Lane, plannedMs: number) => Promise<Answered>;

/** `plannedMs` is on the clock of `performance.now()`. A broken connection is `failed`, never thrown. */
export function createSearchClient(url: string): { readonly send: SendSearch; readonly close: () => Promise<void> } {
  const agent = new Agent({ connections: 256, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
  const send: SendSearch = async (text, lane, plannedMs) => {
    const answered = (parts: Pick<Answered, 'kind' | 'depth' | 'hasRetryAfter'>): Answered => ({
      ...parts,
      lane,
      plannedMs,
      latencyMs: performance.now() - plannedMs,
    });
    try {
      const { statusCode, headers, body } = await agent.request({
        origin: url,
        path: '/graphql',
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-tandem-lane': lane },
        body: JSON.stringify({ query: QUERY, variables: { text } }),
      });
      const { data } = (await body.json()) as { data?: { jobSearch: Page | null } };
      const hasRetryAfter = headers['retry-after'] !== undefined;
      if (statusCode === 503) return answered({ kind: 'refused', depth: null, hasRetryAfter });
      const coverage = data?.jobSearch?.coverage;
      if (coverage === undefined) return answered({ kind: 'failed', depth: null, hasRetryAfter });
      const kind = coverage.degraded ? 'degraded' : 'complete';
      return answered({ kind, depth: coverage.rankedPlanned, hasRetryAfter });
    } catch (error) {
      console.error(`a search failed: ${error instanceof Error ? error.message : String(error)}`);
      return answered({ kind: 'failed', depth: null, hasRetryAfter: false });
    }
  };
  return { send, close: () => agent.destroy() };
}
