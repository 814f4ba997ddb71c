/** Log lines and metrics: one table of metric names, one registry a process. */

import { pino } from 'pino';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { createRedact } from './redact.ts';
import { secretValues } from './secret-values.ts';
import { currentTraceparent } from './traces.ts';
import { startAtZero } from './zero-metrics.ts';

export type Logger = Pick<pino.Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;

/**
 * JSON lines, on standard error unless told; what `redact.ts` hides never reaches one, whoever writes it. Errors are logged
 * under `err`, or they lose their words. Where traces are on, a line names its span.
 */
export function createLogger(level: string, destination: pino.DestinationStream = pino.destination(2)): Logger {
  const redact = createRedact(secretValues(process.env));
  return pino(
    {
      level,
      mixin: () => {
        const traceparent = currentTraceparent();
        return traceparent === undefined ? {} : { traceparent };
      },
      // An error is plain by then, and would be taken for one that is not.
      serializers: { err: (err: unknown) => err },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map(redact) as Parameters<pino.LogFn>);
        },
      },
    },
    destination,
  );
}

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];
const SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256];

/** The metrics that checks and dashboards read; names and labels are a contract. */
export interface Metrics {
  readonly registry: Registry;
  /** Items computed by a model; cache hits are not counted. */
  readonly modelItems: Counter<'task'>;
  readonly subgraphRequests: Counter<'subgraph'>;
  readonly scoreCacheRequests: Counter<'result'>;
  /** `hit`: the same words were searched before; `near`: other words of the same meaning; `miss`: neither. */
  readonly semanticCacheRequests: Counter<'result'>;
  readonly batchSize: Histogram<'pool'>;
  readonly stageSeconds: Histogram<'stage'>;
  readonly searches: Counter<'outcome'>;
  /** From the first byte that was read to the answer, waiting for admission included. */
  readonly operationSeconds: Histogram;
  readonly errors: Counter<'code'>;
  readonly slowOperations: Counter;
  readonly droppedEntries: Counter<'pool' | 'reason'>;
  readonly workerRestarts: Counter<'pool'>;
  /** `late`: no answer in time; `lost`: no connection; `refused`: answered with an error; `skipped`: not sent, because Redis is away. */
  readonly redisCalls: Counter<'outcome'>;
  /** Summaries that an LLM was to phrase; `unfit` ones say something else than was read, `skipped` ones were not asked for. */
  readonly phrasings: Counter<'outcome'>;
  /** `skipped`: the member may not search any more, or is gone. */
  readonly alertRuns: Counter<'outcome'>;
  readonly alertResults: Counter;
  readonly alertWebhooks: Counter<'outcome'>;
  readonly workerMemory: Gauge<'pool'>;
  readonly admissionLimit: Gauge;
  readonly admissionInFlight: Gauge;
  readonly admissionRefused: Counter<'lane'>;
  /** `taken`: answered with a task; `refused`: by a limit or for its body; `succeeded` and `failed` are ends, of removals too; `retried` ones are begun again. */
  readonly feeds: Counter<'outcome'>;
  readonly feedLines: Counter<'outcome'>;
  readonly feedsWaiting: Gauge<'vertical'>;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const metrics: Metrics = {
    registry,
    modelItems: new Counter({
      name: 'tandem_model_items_total',
      help: 'Items computed by a model, cache hits not counted.',
      labelNames: ['task'],
      registers,
    }),
    subgraphRequests: new Counter({
      name: 'tandem_subgraph_requests_total',
      help: 'Requests that subgraphs of this process were asked, in-process calls too.',
      labelNames: ['subgraph'],
      registers,
    }),
    scoreCacheRequests: new Counter({
      name: 'tandem_score_cache_requests_total',
      help: 'Scores looked up in the cache.',
      labelNames: ['result'],
      registers,
    }),
    semanticCacheRequests: new Counter({
      name: 'tandem_semantic_cache_requests_total',
      help: 'Texts looked up in the semantic cache: hit by the same words, near by other words of the same meaning.',
      labelNames: ['result'],
      registers,
    }),
    batchSize: new Histogram({
      name: 'tandem_batch_size',
      help: 'Items in one batch that a worker computed.',
      labelNames: ['pool'],
      buckets: SIZES,
      registers,
    }),
    stageSeconds: new Histogram({
      name: 'tandem_stage_seconds',
      help: 'Time of one stage of a search; of one batch for stages such as score.compute.',
      labelNames: ['stage'],
      buckets: SECONDS,
      registers,
    }),
    searches: new Counter({
      name: 'tandem_search_total',
      help: 'Searches by how they ended.',
      labelNames: ['outcome'],
      registers,
    }),
    operationSeconds: new Histogram({
      name: 'tandem_operation_seconds',
      help: 'Time of one GraphQL operation at the gateway, waiting for admission included.',
      buckets: SECONDS,
      registers,
    }),
    errors: new Counter({
      name: 'tandem_errors_total',
      help: 'Errors in answers of the gateway, by their code.',
      labelNames: ['code'],
      registers,
    }),
    slowOperations: new Counter({
      name: 'tandem_slow_operations_total',
      help: 'Operations that took longer than TANDEM_SLOW_MS; the log has each.',
      registers,
    }),
    droppedEntries: new Counter({
      name: 'tandem_batch_dropped_total',
      help: 'Queued entries that were not computed, and why.',
      labelNames: ['pool', 'reason'],
      registers,
    }),
    workerRestarts: new Counter({
      name: 'tandem_worker_restarts_total',
      help: 'Workers that were started again.',
      labelNames: ['pool'],
      registers,
    }),
    redisCalls: new Counter({
      name: 'tandem_redis_calls_total',
      help: 'Calls of Redis by how they ended, probes included.',
      labelNames: ['outcome'],
      registers,
    }),
    phrasings: new Counter({
      name: 'tandem_phrasings_total',
      help: 'Summaries that an LLM was to phrase, by what became of them.',
      labelNames: ['outcome'],
      registers,
    }),
    alertRuns: new Counter({
      name: 'tandem_alert_runs_total',
      help: 'Runs of alerts of saved searches, by what came of them.',
      labelNames: ['outcome'],
      registers,
    }),
    alertResults: new Counter({
      name: 'tandem_alert_results_total',
      help: 'Documents that alerts told their members of.',
      registers,
    }),
    alertWebhooks: new Counter({
      name: 'tandem_alert_webhooks_total',
      help: 'Messages to the webhook of alerts, by whether it took them.',
      labelNames: ['outcome'],
      registers,
    }),
    workerMemory: new Gauge({
      name: 'tandem_worker_memory_bytes',
      help: 'Resident memory of the worker processes of a pool.',
      labelNames: ['pool'],
      registers,
    }),
    admissionLimit: new Gauge({
      name: 'tandem_admission_limit',
      help: 'Searches that may run at once by what was measured.',
      registers,
    }),
    admissionInFlight: new Gauge({ name: 'tandem_admission_in_flight', help: 'Searches that run now.', registers }),
    admissionRefused: new Counter({
      name: 'tandem_admission_refused_total',
      help: 'Searches that were refused because too many ran and waited.',
      labelNames: ['lane'],
      registers,
    }),
    feeds: new Counter({
      name: 'tandem_feeds_total',
      help: 'Feeds and removals of partners by what became of them; one that was taken ends later.',
      labelNames: ['outcome'],
      registers,
    }),
    feedLines: new Counter({
      name: 'tandem_feed_lines_total',
      help: 'Lines of feeds that succeeded or failed, by whether they are indexed.',
      labelNames: ['outcome'],
      registers,
    }),
    feedsWaiting: new Gauge({
      name: 'tandem_feeds_waiting',
      help: 'Feeds and removals that wait or run, as of the last look of the process that works on them.',
      labelNames: ['vertical'],
      registers,
    }),
  };
  startAtZero(metrics);
  return metrics;
}
