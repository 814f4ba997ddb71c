/** Runs the alerts that are due, those that wait longest first, each by itself: one that fails is tried again with the next run. */

import { LRUCache } from 'lru-cache';
import type { Logger, Metrics } from '../runtime/telemetry.ts';
import type { AlertState } from '../stores/alerts.ts';
import type { Vertical } from '../stores/documents.ts';
import { memberOfKey } from '../stores/rows.ts';
import { savedSearchesOf } from '../stores/saved-searches.ts';
import type { SendAlerts } from './alert-webhook.ts';
import { type Alert, type AlertPlaces, type AlertRun, isDue, runAlert, stateOf } from './run-alert.ts';

export interface AlertWork extends Omit<AlertPlaces, 'hasWebhook' | 'signal'> {
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Of the newest index; throws INDEX_MISSING. */
  readonly indexVersion: (vertical: Vertical) => string;
  /** Saved searches of others are somebody else's work. */
  readonly verticals: readonly Vertical[];
  readonly maxSearches: number;
  /** Absent without a webhook. */
  readonly send?: SendAlerts;
}

export interface AlertSummary {
  readonly saved: number;
  readonly due: number;
  /** That ended well. */
  readonly run: number;
  /** Documents told of. */
  readonly results: number;
  /** New documents that the ranker has to read in the next run. */
  readonly waiting: number;
  /** Whose members may not search any more, or are gone. */
  readonly skipped: number;
  readonly failed: number;
}

/** An aborted signal ends the alert under way as if it had not been begun, unless it tells already; the next run does it. */
export type RunAlerts = (signal?: AbortSignal) => Promise<AlertSummary>;

const MAX_REMEMBERED = 10_000;

/** Alerts that were tried in vain wait behind the others, so that they keep nobody from a turn. */
export function createAlertRuns(work: AlertWork): RunAlerts {
  const triedAtMs = new LRUCache<string, number>({ max: MAX_REMEMBERED });
  return async (signal = new AbortController().signal) => {
    const alerts = await alertsOf(work);
    const due = await dueOf(alerts, work, triedAtMs);
    const counts = { told: 0, nothing: 0, skipped: 0, failed: 0 };
    let [results, waits] = [0, 0];
    for (const alert of due.slice(0, work.maxSearches)) {
      const ran = signal.aborted ? null : await outcomeOf(alert, work, signal);
      if (ran === null) break;
      const { outcome, told, waiting } = ran;
      if (outcome === 'failed' || outcome === 'skipped') triedAtMs.set(alert.saved.id, work.clock.date().getTime());
      else triedAtMs.delete(alert.saved.id);
      counts[outcome]++;
      results += told;
      waits += waiting;
      work.metrics.alertRuns.inc({ outcome });
    }
    work.metrics.alertResults.inc(results);
    await work.send?.(alerts, signal);
    const { told, nothing, skipped, failed } = counts;
    return { saved: alerts.length, due: due.length, run: told + nothing, results, waiting: waits, skipped, failed };
  };
}

async function alertsOf({ rows, verticals }: AlertWork): Promise<readonly Alert[]> {
  const alerts: Alert[] = [];
  for (const owner of await rows.owners('saved-searches')) {
    const member = memberOfKey(owner);
    for (const saved of await savedSearchesOf(rows, member)) {
      if (verticals.includes(saved.record.vertical)) alerts.push({ member, saved });
    }
  }
  return alerts;
}

async function dueOf(
  alerts: readonly Alert[],
  work: AlertWork,
  triedAtMs: LRUCache<string, number>,
): Promise<readonly Alert[]> {
  const waiting: { readonly alert: Alert; readonly sinceMs: number }[] = [];
  for (const alert of alerts) {
    const state = await stateOf(alert, work.rows);
    const lastMs = state.lastRunAt === null ? 0 : Date.parse(state.lastRunAt);
    if (isDueNow(alert, state, work))
      waiting.push({ alert, sinceMs: Math.max(lastMs, triedAtMs.get(alert.saved.id) ?? 0) });
  }
  return waiting.sort((a, b) => a.sinceMs - b.sinceMs).map(({ alert }) => alert);
}

function isDueNow({ saved }: Alert, state: AlertState, { indexVersion, clock }: AlertWork): boolean {
  return isDue(saved, state, indexVersion(saved.record.vertical), clock.date().getTime());
}

interface Outcome extends AlertRun {
  readonly outcome: 'told' | 'nothing' | 'skipped' | 'failed';
}

const NOTHING: AlertRun = { told: 0, waiting: 0 };

/** Null when the signal ended it. */
async function outcomeOf(alert: Alert, work: AlertWork, signal: AbortSignal): Promise<Outcome | null> {
  try {
    // Another process may have run it since.
    const state = await stateOf(alert, work.rows);
    const run = isDueNow(alert, state, work)
      ? await runAlert(alert, state, { ...work, hasWebhook: work.send !== undefined, signal })
      : NOTHING;
    if (run === null) return { outcome: 'skipped', ...NOTHING };
    return { outcome: run.told > 0 ? 'told' : 'nothing', ...run };
  } catch (error) {
    if (signal.aborted) return null;
    work.logger.warn({ savedSearchId: alert.saved.id, err: error }, 'an alert could not be run; trying again');
    return { outcome: 'failed', ...NOTHING };
  }
}
