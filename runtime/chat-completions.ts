/** One question to an LLM behind an OpenAI-compatible endpoint of chat completions: one request, its answer or why there is none. */

import { z } from 'zod';
import { badInput } from './errors.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface ChatEndpoint {
  /** `completionsUrl()` of its address. */
  readonly url: URL;
  readonly model: string;
  /** Sent as bearer token; null sends none. No reason ever holds it. */
  readonly apiKey: string | null;
}

export type ChatAnswer =
  | { readonly kind: 'answered'; readonly body: string }
  /** Asking again is useless. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Asking later may help; `retryAfterMs` is 0 when the endpoint does not say when. */
  | { readonly kind: 'busy'; readonly reason: string; readonly retryAfterMs: number };

/** `baseUrl`: up to and with the version, such as http://127.0.0.1:8000/v1. Throws BAD_USER_INPUT when it is none. */
export function completionsUrl(baseUrl: string): URL {
  if (!/^https?:/.test(baseUrl) || !URL.canParse(baseUrl)) {
    throw badInput(
      `expected the URL of an OpenAI-compatible endpoint such as http://127.0.0.1:8000/v1, got ${baseUrl}`,
    );
  }
  return new URL('chat/completions', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
}

/** Never rejects: an endpoint that is away, late or broken is busy. `maxTokens` bounds the answer. */
export async function askChat(
  { url, model, apiKey }: ChatEndpoint,
  messages: readonly ChatMessage[],
  { signal, maxTokens }: { readonly signal: AbortSignal; readonly maxTokens?: number },
): Promise<ChatAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(apiKey === null ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({
        model,
        temperature: 0,
        messages,
        ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
      }),
      signal,
    });
    return outcomeOf(response, await response.text());
  } catch (error) {
    return { kind: 'busy', reason: `expected an answer of ${url.href}, got ${causeOf(error)}`, retryAfterMs: 0 };
  }
}

function outcomeOf(response: Response, body: string): ChatAnswer {
  if (response.ok) return { kind: 'answered', body };
  const reason = `expected status 200, got ${response.status} ${quoted(body)}`;
  const isPassing = response.status === 429 || response.status >= 500;
  if (!isPassing) return { kind: 'refused', reason };
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

const completionSchema = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/** What the model said, from the text of a chat completion; null when it is none. */
export function contentOf(body: string): string | null {
  return completionSchema.safeParse(parsedOrUndefined(body)).data?.choices[0]?.message.content ?? null;
}

/** Models that think aloud put it before their answer. */
const THOUGHTS = /^\s*<think>[\s\S]*?<\/think>/;

/** What was said after thinking, without blanks around it. */
export function withoutThoughts(content: string): string {
  return content.replace(THOUGHTS, '').trim();
}

/** Undefined when the text is not JSON; schemas refuse that like any other wrong value. */
export function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const MAX_QUOTED = 160;

/** The beginning of an answer, for a reason. */
export function quoted(text: string): string {
  const flat = text.trim().replace(/\s+/g, ' ');
  return JSON.stringify(flat.length > MAX_QUOTED ? `${flat.slice(0, MAX_QUOTED)}…` : flat);
}
