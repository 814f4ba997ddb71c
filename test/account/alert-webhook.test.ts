/** The webhook of alerts hears of every result until it took it, signed, by ids alone. */
import { createHmac } from 'node:crypto';
import { beforeEach, expect, it, vi } from 'vitest';
import { createAlertWebhook, type SendAlerts } from '../../account/alert-webhook.ts';
import type { Alert } from '../../account/run-alert.ts';
import { createLogger, createMetrics, type Metrics } from '../../runtime/telemetry.ts';
import { tellResult } from '../../stores/alerts.ts';
import type { RowStore } from '../../stores/rows.ts';
import { createMemoryRows } from '../../stores/rows-memory.ts';
import type { SavedSearch } from '../../stores/saved-searches.ts';
import { type ManualClock, manualClock } from '../helpers/manual-clock.ts';

const MINUTE_MS = 60_000;
const KEY = Buffer.alloc(32, 7);
const SECRET = `whsec_${KEY.toString('base64')}`;
const alertOf = (savedId: string, id = 'ada'): Alert => ({
  member: { tenant: 't', id },
  saved: { id: savedId, name: 'my secret wish', record: { text: 'glassblower Zorina' } } as unknown as SavedSearch,
});

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let rows: RowStore;
let clock: ManualClock;
let metrics: Metrics;
let sent: Sent[];
/** Answers to come; then 204. */
let answers: (number | Error)[];
/** Answers nothing. */
let hangs = false;
let send: SendAlerts;
beforeEach(() => {
  [rows, clock, metrics, sent, answers] = [createMemoryRows(), manualClock(), createMetrics(), [], []];
  const post = async (_url: string, headers: Sent['headers'], body: string, signal: AbortSignal): Promise<number> => {
    sent.push({ headers, body });
    if (hangs) return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const answer = answers.shift() ?? 204;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const logger = createLogger('silent');
  send = createAlertWebhook({ url: 'https://x.example', secret: SECRET, post, rows, clock, metrics, logger });
});

const tell = (alert: Alert, documentId: string, awaitsWebhook = true) =>
  tellResult(rows, alert.member, alert.saved.id, { documentId, foundAt: clock.date().toISOString(), awaitsWebhook });
const go = (...alerts: Alert[]) => send(alerts, new AbortController().signal);

it('is sent ids and nothing else, once, with a signature that the secret makes', async () => {
  const alert = alertOf('s');
  for (const id of ['b', 'a']) await tell(alert, id);
  await tell(alert, 'of-before', false);
  await go(alert);
  await go(alert);
  expect(sent).toHaveLength(1);
  const { headers, body } = sent[0] as Sent;
  expect(JSON.parse(body)).toEqual({ type: 'savedSearch.newResults', savedSearchId: 's', documentIds: ['a', 'b'] });
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  expect(timestamp).toBe(String(clock.nowMs() / 1_000));
  expect(signature).toBe(`v1,${createHmac('sha256', KEY).update(`${id}.${timestamp}.${body}`).digest('base64')}`);
});

it('is tried again with longer and longer waits and the same id, until it took the message', async () => {
  const alert = alertOf('s');
  await tell(alert, 'a');
  answers = [500, new Error('no connection'), 302];
  const triedAfter: number[] = [];
  for (let minute = 0; minute <= 8; minute++) {
    const before = sent.length;
    await go(alert);
    if (sent.length > before) triedAfter.push(minute);
    clock.advance(MINUTE_MS);
  }
  expect(triedAfter).toEqual([0, 1, 3, 7]);
  expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  const { values } = await metrics.alertWebhooks.get();
  expect(Object.fromEntries(values.map(({ labels, value }) => [labels.outcome, value]))).toEqual({
    delivered: 1,
    failed: 3,
  });
});

it('that is away is not asked for every saved search, and one message that it refuses keeps no other back', async () => {
  const alerts = Array.from({ length: 20 }, (_, number) => alertOf(`s${number}`));
  for (const alert of alerts) await tell(alert, 'a');
  answers = Array.from({ length: 5 }, () => new Error('no connection'));
  await go(...alerts);
  expect(sent).toHaveLength(5);
  answers = [];
  await go(...alerts);
  expect(sent).toHaveLength(20);
  clock.advance(MINUTE_MS);
  await go(...alerts);
  expect(sent).toHaveLength(25);
});

it('hears of many results in messages of a hundred, and of each member by themselves', async () => {
  const [own, other] = [alertOf('s'), alertOf('s2', 'bo')];
  for (let number = 0; number < 150; number++) await tell(own, `d${number}`);
  await tell(other, 'd1');
  await go(own, other);
  const told = sent.map(({ body }) => JSON.parse(body) as { savedSearchId: string; documentIds: string[] });
  expect(told.map(({ savedSearchId, documentIds }) => [savedSearchId, documentIds.length])).toEqual([
    ['s', 100],
    ['s', 50],
    ['s2', 1],
  ]);
});

it('that hangs is left at once by a process that stops, and told again by the next one with the same id', async () => {
  const alert = alertOf('s');
  for (const id of ['a', 'b']) await tell(alert, id);
  const ending = new AbortController();
  hangs = true;
  const sending = send([alert, alertOf('s2')], ending.signal);
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  ending.abort();
  await sending;
  hangs = false;
  await go(alert);
  await go(alert);
  expect(sent).toHaveLength(2);
  expect(new Set(sent.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});
