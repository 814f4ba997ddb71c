/** Tells a webhook of new results, as Standard Webhooks wants it: signed, by ids alone, again until it was taken. */

import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../runtime/clock.ts';
import { stableId } from '../runtime/ids.ts';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import { markResults, type ToldResult, toldWithout } from '../stores/alerts.ts';
import { memberKey, type RowStore } from '../stores/rows.ts';
import type { Alert } from './run-alert.ts';

export interface WebhookSettings {
  /** https, or http of this machine. */
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  /** Resolves with the HTTP status; rejects when the signal is aborted. */
  readonly post: (
    url: string,
    headers: Readonly<Record<string, string>>,
    body: string,
    signal: AbortSignal,
  ) => Promise<number>;
  readonly rows: RowStore;
  readonly clock: Pick<Clock, 'date'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export type SendAlerts = (alerts: readonly Alert[], signal: AbortSignal) => Promise<void>;

const MAX_DOCUMENTS = 100;
/** A message that was not taken waits a minute, then twice as long each time, up to six hours. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 60 * 60 * 1_000;
/** Then the other side is away, and the rest waits for the next look. */
const MAX_FAILURES = 5;
const MAX_REMEMBERED = 10_000;

interface Attempt {
  readonly waitMs: number;
  readonly notBeforeMs: number;
}

interface Message {
  /** The same for the same results, so that a receiver knows a message that comes twice. */
  readonly id: string;
  readonly alert: Alert;
  readonly results: readonly ToldResult[];
}

/** What was found while no webhook was set is not sent. Never rejects for a webhook that does not answer. */
export function createAlertWebhook(settings: WebhookSettings): SendAlerts {
  const { clock, metrics, logger } = settings;
  const attempts = new LRUCache<string, Attempt>({ max: MAX_REMEMBERED });
  const nowMs = (): number => clock.date().getTime();
  const failed = (id: string, err: unknown): void => {
    const waitMs = Math.min((attempts.get(id)?.waitMs ?? FIRST_WAIT_MS / 2) * 2, LONGEST_WAIT_MS);
    attempts.set(id, { waitMs, notBeforeMs: nowMs() + waitMs });
    metrics.alertWebhooks.inc({ outcome: 'failed' });
    logger.warn({ webhookId: id, err }, 'the webhook of alerts did not take a message; trying again later');
  };
  return async (alerts, signal) => {
    let failures = 0;
    for await (const message of waiting(alerts, settings.rows)) {
      if (signal.aborted || failures >= MAX_FAILURES) return;
      if ((attempts.get(message.id)?.notBeforeMs ?? 0) > nowMs()) continue;
      try {
        await post(message, settings, signal);
        attempts.delete(message.id);
        metrics.alertWebhooks.inc({ outcome: 'delivered' });
      } catch (error) {
        // Nobody knows whether it was taken: the next process sends it again, with the same id.
        if (signal.aborted) return;
        failed(message.id, error);
        failures++;
        continue;
      }
      await markResults('alerts-sent', settings.rows, message.alert.member, message.alert.saved.id, message.results);
    }
  };
}

async function* waiting(alerts: readonly Alert[], rows: RowStore): AsyncGenerator<Message> {
  let owner = '';
  let unsent: Awaited<ReturnType<typeof toldWithout>> = new Map();
  for (const alert of alerts) {
    // Those of one member stand together.
    if (memberKey(alert.member) !== owner) unsent = await toldWithout('alerts-sent', rows, alert.member);
    owner = memberKey(alert.member);
    const results = (unsent.get(alert.saved.id) ?? []).filter(({ awaitsWebhook }) => awaitsWebhook);
    results.sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
    for (let start = 0; start < results.length; start += MAX_DOCUMENTS)
      yield messageOf(alert, results.slice(start, start + MAX_DOCUMENTS));
  }
}

function messageOf(alert: Alert, results: readonly ToldResult[]): Message {
  const parts = results.map(({ documentId, foundAt }) => `${documentId} ${foundAt}`);
  return { id: stableId(alert.saved.id, ...parts), alert, results };
}

/** Rejects for any status but 2xx. */
async function post(
  { id, alert, results }: Message,
  { url, secret, clock, post: send }: WebhookSettings,
  signal: AbortSignal,
): Promise<void> {
  const documentIds = results.map(({ documentId }) => documentId);
  const body = JSON.stringify({ type: 'savedSearch.newResults', savedSearchId: alert.saved.id, documentIds });
  const timestamp = String(Math.floor(clock.date().getTime() / 1_000));
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`,
  };
  const status = await send(url, headers, body, signal);
  if (status < 200 || status > 299) throw new Error(`expected a status of 2xx, got ${status}`);
}

function signature(secret: string, text: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  return createHmac('sha256', key).update(text).digest('base64');
}
