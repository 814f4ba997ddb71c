/** The judge behind any OpenAI-compatible endpoint of chat completions: a few requests at once, patient when it is busy. */

import { badInput } from '../../runtime/errors.ts';
import type { RandomNumber } from '../../runtime/random.ts';
import type { Judge, JudgeInput, Verdict } from './judge.ts';
import { judgeMessages, promptVersion } from './prompt.ts';
import { quoted, readCompletion } from './read-answer.ts';

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
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs: number };

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

function completionsUrl(baseUrl: string): URL {
  if (!/^https?:/.test(baseUrl) || !URL.canParse(baseUrl)) {
    throw badInput(
      `expected the URL of an OpenAI-compatible endpoint such as http://127.0.0.1:8000/v1, got ${baseUrl}`,
    );
  }
  return new URL('chat/completions', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
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
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(options.apiKey === null ? {} : { authorization: `Bearer ${options.apiKey}` }),
      },
      body: JSON.stringify({
        model: options.model,
        temperature: 0,
        messages: judgeMessages(options.policy, input),
      }),
      signal: options.timeout(),
    });
    return outcomeOf(response, await response.text());
  } catch (error) {
    return { kind: 'busy', reason: `expected an answer of ${url.href}, got ${causeOf(error)}`, retryAfterMs: 0 };
  }
}

function outcomeOf(response: Response, body: string): Attempt {
  if (response.ok) return { kind: 'answered', verdict: readCompletion(body) };
  const reason = `expected status 200, got ${response.status} ${quoted(body)}`;
  const isPassing = response.status === 429 || response.status >= 500;
  if (!isPassing) return { kind: 'answered', verdict: { kind: 'failed', reason } };
  return { kind: 'busy', reason, retryAfterMs: secondsOf(response.headers.get('retry-after')) * 1_000 };
}

/** 0 for none and for the form with a date. */
function secondsOf(header: string | null): number {
  return /^\d+$/.test(header ?? '') ? Number(header) : 0;
}

/** fetch hides the reason ("connect ECONNREFUSED …") in the cause. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message || String(error.cause) : error.message;
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
