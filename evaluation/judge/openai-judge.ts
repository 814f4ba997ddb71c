/** The judge behind any OpenAI-compatible endpoint of chat completions: a few requests at once, patient when it is busy. */

import { askChat, type ChatAnswer, completionsUrl } from '../../runtime/chat-completions.ts';
import type { RandomNumber } from '../../runtime/random.ts';
import type { Judge, JudgeInput, Verdict } from './judge.ts';
import { judgeMessages, promptVersion } from './prompt.ts';
import { readCompletion } from './read-answer.ts';

export interface OpenAiJudgeOptions {
  /** Up to and with the version, such as http://127.0.0.1:8000/v1. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as bearer token; null sends none. */
  readonly apiKey: string | null;
  /** Text of evaluation/policy.md. */
  readonly policy: string;
  /** Requests under way at once; default 4. */
  readonly concurrency?: number;
  /** Aborts a request that takes too long; made anew for each request. */
  readonly timeout: () => AbortSignal;
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Spreads the retries of requests that were refused together. */
  readonly random: RandomNumber;
}

const CONCURRENCY = 4;
/** So many requests a call for each one under way: the slowest of a call keeps few others waiting. */
const ROUNDS = 4;
const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 1_000;
/** An endpoint may ask for more patience than this in Retry-After; it is then asked again too early, and once more. */
const LONGEST_PAUSE_MS = 60_000;

type Attempt =
  | { readonly kind: 'answered'; readonly verdict: Verdict }
  | Extract<ChatAnswer, { readonly kind: 'busy' }>;

/** Throws BAD_USER_INPUT when the base URL is none. */
export function createOpenAiJudge(options: OpenAiJudgeOptions): Judge {
  const url = completionsUrl(options.baseUrl);
  const concurrency = options.concurrency ?? CONCURRENCY;
  return {
    version: `${options.model}@${url.host} policy-${promptVersion(options.policy)}`,
    reads: 'all',
    batchSize: concurrency * ROUNDS,
    grade: (inputs) => inParallel(inputs, concurrency, (input) => gradePatiently(url, input, options)),
  };
}

async function gradePatiently(url: URL, input: JudgeInput, options: OpenAiJudgeOptions): Promise<Verdict> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await ask(url, input, options);
    if (outcome.kind === 'answered') return outcome.verdict;
    if (attempt === MAX_ATTEMPTS) return { kind: 'failed', reason: `${outcome.reason}, ${MAX_ATTEMPTS} times` };
    // Half fixed, half random ("equal jitter"), doubled each time.
    const backoffMs = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + options.random() / 2);
    await options.pause(Math.min(LONGEST_PAUSE_MS, Math.max(outcome.retryAfterMs, backoffMs)));
  }
}

async function ask(url: URL, input: JudgeInput, options: OpenAiJudgeOptions): Promise<Attempt> {
  const { model, apiKey, policy, timeout } = options;
  const answer = await askChat({ url, model, apiKey }, judgeMessages(policy, input), { signal: timeout() });
  if (answer.kind === 'busy') return answer;
  const verdict: Verdict =
    answer.kind === 'answered' ? readCompletion(answer.body) : { kind: 'failed', reason: answer.reason };
  return { kind: 'answered', verdict };
}

/** Results in the order of the items, at most `concurrency` under way. */
async function inParallel<T, R>(
  items: readonly T[],
  concurrency: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = new Array(items.length);
  const waiting = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, lane));
  return results;
}
