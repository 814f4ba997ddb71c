/** Has an LLM phrase the thinking state while nobody waits: a sentence that fits is remembered and told from then on. */
import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleAll } from 'cockatiel';
import { LRUCache } from 'lru-cache';
import { askChat, type ChatEndpoint, contentOf, withoutThoughts } from '../../../runtime/chat-completions.ts';
import type { Logger, Metrics } from '../../../runtime/telemetry.ts';
import { misfitOf, type Thought } from './fits.ts';
import { MAX_TOKENS, phraseMessages } from './prompt.ts';

export interface PhrasingOptions {
  readonly endpoint: ChatEndpoint;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'phrasings'>;
  /** Aborts a request that takes too long; made anew for each. */
  readonly timeout: () => AbortSignal;
  /** Milliseconds in which an endpoint that failed is left alone; REST_MS unless told. */
  readonly restMs?: number;
}

export interface Phrasing {
  /** The sentence when it is there already, else null; then it is asked for, and a later call may have it. Never waits. */
  readonly sentenceFor: (thought: Thought) => string | null;
  /** Resolves when no request is under way. */
  readonly settled: () => Promise<void>;
}

/** About 300 bytes each: 3 MB when full. */
const MAX_SENTENCES = 10_000;
/** A text that got no fitting sentence is asked about again after this: another try costs money and brings the same. */
const UNFIT_MS = 60 * 60 * 1_000;
/** More at once than this are not asked for: their searches keep the template. */
const MAX_UNDER_WAY = 4;
const FAILURES_IN_A_ROW = 3;
const REST_MS = 30_000;

export function createPhrasing({ endpoint, logger, metrics, timeout, restMs = REST_MS }: PhrasingOptions): Phrasing {
  const sentences = new LRUCache<string, string>({ max: MAX_SENTENCES });
  const unfit = new LRUCache<string, true>({ max: MAX_SENTENCES, ttl: UNFIT_MS });
  const underWay = new Map<string, Promise<void>>();
  const breaker = circuitBreaker(handleAll, {
    breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW),
    halfOpenAfter: restMs,
  });
  breaker.onBreak(() => logger.warn({ host: endpoint.url.host }, 'the LLM that phrases summaries is left alone'));
  breaker.onReset(() => logger.info({ host: endpoint.url.host }, 'the LLM that phrases summaries answers again'));

  const ask = async (key: string, thought: Thought): Promise<void> => {
    const sentence = withoutThoughts(await said(thought)).replace(/\s+/g, ' ');
    const misfit = sentence === '' ? 'it is empty' : misfitOf(sentence, thought);
    metrics.phrasings.inc({ outcome: misfit === null ? 'fits' : 'unfit' });
    if (misfit === null) sentences.set(key, sentence.replace(/\.$/, ''));
    else {
      unfit.set(key, true);
      logger.debug({ misfit }, 'a phrased summary does not fit what was read, so the template is kept');
    }
  };
  /** Rejects without an answer that can be read: that counts against the endpoint. */
  const said = (thought: Thought): Promise<string> =>
    breaker.execute(async () => {
      const options = { signal: timeout(), maxTokens: MAX_TOKENS };
      const answer = await askChat(endpoint, phraseMessages(thought), options);
      const content = answer.kind === 'answered' ? contentOf(answer.body) : null;
      if (content !== null) return content;
      throw new Error(answer.kind === 'answered' ? 'it sent no chat completion' : 'it did not answer');
    });
  const start = (key: string, thought: Thought): void => {
    if (underWay.size >= MAX_UNDER_WAY) {
      metrics.phrasings.inc({ outcome: 'skipped' });
      return;
    }
    const work = ask(key, thought)
      .catch((error: unknown) => {
        metrics.phrasings.inc({ outcome: error instanceof BrokenCircuitError ? 'skipped' : 'failed' });
        // Neither the text nor what the endpoint says of it belongs in a log.
        logger.debug({ host: endpoint.url.host, reason: (error as Error).message }, 'no phrased summary');
      })
      .finally(() => underWay.delete(key));
    underWay.set(key, work);
  };
  return {
    sentenceFor: (thought) => {
      const key = JSON.stringify([endpoint.model, thought.vertical, thought.text, thought.summary, thought.facets]);
      const known = sentences.get(key);
      if (known !== undefined) return known;
      if (!unfit.has(key) && !underWay.has(key)) start(key, thought);
      return null;
    },
    settled: async () => {
      await Promise.all(underWay.values());
    },
  };
}
