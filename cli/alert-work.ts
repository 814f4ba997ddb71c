/** Alerts over the services of a process: who searches, with what patience, and the webhook of the settings. */

import { createAlertWebhook, type SendAlerts } from '../account/alert-webhook.ts';
import { callerNow } from '../account/api-keys.ts';
import type { Alert } from '../account/run-alert.ts';
import { type AlertSummary, createAlertRuns, type RunAlerts } from '../account/run-alerts.ts';
import type { Config } from '../runtime/config.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { randomId } from '../runtime/ids.ts';
import type { SubgraphName } from '../runtime/subgraph-urls.ts';
import type { SearchServices } from '../search/context.ts';
import { callerAsKept, replaySearch } from '../search/replay-search.ts';
import type { AlertSearch } from '../stores/alerts.ts';
import { VERTICALS } from '../stores/documents.ts';
import { keepLooking, type Looking } from './keep-looking.ts';
import type { OpenServices } from './open-services.ts';

/** Nobody waits at a screen: so long one saved search may take behind all that is more urgent. */
const PATIENCE_MS = 30_000;
const WEBHOOK_MS = 10_000;

type Opened = Pick<OpenServices, 'services' | 'wholeRows'>;

/** `names`: the subgraphs of this process; it runs the alerts of what they search. */
export function createAlertWork(
  config: Config,
  { services, wholeRows: rows }: Opened,
  names: readonly SubgraphName[],
): RunAlerts {
  const { clock, metrics, logger, indexes } = services;
  const send = webhookOf(config, services, rows);
  return createAlertRuns({
    rows,
    clock,
    metrics,
    logger,
    search: (alert, signal) => searchAgain(alert, services, rows, signal),
    indexVersion: (vertical) => indexes.current(vertical).version,
    verticals: VERTICALS.filter((vertical) => names.includes(vertical)),
    maxSearches: config.TANDEM_ALERTS_PER_RUN,
    ...(send === null ? {} : { send }),
  });
}

/** Runs them again and again; with `everyMs` 0, or where nothing is searched, never. */
export function watchAlerts(
  config: Config,
  opened: Opened,
  names: readonly SubgraphName[],
  everyMs: number = config.TANDEM_ALERTS_EVERY_MS,
  tell: (summary: AlertSummary) => void = () => undefined,
): Looking {
  if (everyMs === 0 || !VERTICALS.some((vertical) => names.includes(vertical))) return { end: async () => undefined };
  const run = createAlertWork(config, opened, names);
  return keepLooking(
    async (signal) => tell(await run(signal)),
    everyMs,
    (err) => opened.services.logger.warn({ err }, 'alerts could not be run; trying again'),
  );
}

async function searchAgain(
  { member, saved: { record } }: Alert,
  services: SearchServices,
  rows: OpenServices['wholeRows'],
  signal: AbortSignal,
): Promise<AlertSearch | null> {
  const caller = await callerNow(rows, member, () => callerAsKept(record, member));
  if (caller === null) return null;
  const deadline = deadlineIn(PATIENCE_MS, signal, services.clock);
  return replaySearch(record, {
    services,
    deadline,
    requestId: randomId(),
    caller,
    lane: 'batch',
    memo: new Map(),
  });
}

function webhookOf(config: Config, services: SearchServices, rows: OpenServices['wholeRows']): SendAlerts | null {
  const { TANDEM_ALERT_WEBHOOK_URL: url, TANDEM_ALERT_WEBHOOK_SECRET: secret } = config;
  return url === undefined || secret === undefined
    ? null
    : createAlertWebhook({ ...services, url, secret, post, rows });
}

/** What it is sent to elsewhere is not followed. */
async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  ending: AbortSignal,
): Promise<number> {
  const { signal } = deadlineIn(WEBHOOK_MS, ending);
  const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
  await response.body?.cancel();
  return response.status;
}
