/** The admin page as one HTML document that loads nothing: health, what is served, workers, caches, slow operations. */

import type { ServiceStatus } from '../../subgraphs/service-status.ts';
import type { SlowOperation } from '../sight/slow-operations.ts';

export interface AdminFacts extends ServiceStatus {
  /** Name to value. */
  readonly service: Readonly<Record<string, unknown>>;
  readonly slow: readonly SlowOperation[];
  readonly slowThresholdMs: number;
  /** Of the metrics of this process. */
  readonly counts: readonly { readonly name: string; readonly labels: string; readonly value: number }[];
}

/** What is shown of the metrics: heading to their names; buckets of histograms are left out by these. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  Searches: [
    'tandem_search_total',
    'tandem_admission_in_flight',
    'tandem_admission_limit',
    'tandem_admission_refused_total',
  ],
  Caches: ['tandem_score_cache_requests_total', 'tandem_semantic_cache_requests_total', 'tandem_redis_calls_total'],
  Models: [
    'tandem_model_items_total',
    'tandem_worker_restarts_total',
    'tandem_worker_memory_bytes',
    'tandem_batch_dropped_total',
  ],
};

/** Readable on a phone: one column, and tables that scroll by themselves. */
const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin:1.6rem 0 .4rem}.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #8886;padding:.3rem .8rem .3rem 0;text-align:left;vertical-align:top}th{font-weight:600}
table .number{text-align:right;font-variant-numeric:tabular-nums}.good{color:#187a33}.bad{color:#c0261c}code{overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){.good{color:#5fd07f}.bad{color:#ff8379}}`;

export function adminPage(facts: AdminFacts): string {
  const { reasons, workers, service, counts, slow, slowThresholdMs } = facts;
  const sections = [
    health(reasons),
    section('Served', table(['what', 'value'], Object.entries(service))),
    section(
      'Workers',
      table(
        ['pool', 'process', 'state'],
        workers.map(({ pool, pid, state }) => [pool, String(pid ?? 'none'), state]),
      ),
    ),
    ...Object.entries(SHOWN).map(([heading, names]) => section(heading, countTable(counts, names))),
    section(
      slowThresholdMs === 0 ? 'Slow operations (not noted)' : `Operations slower than ${slowThresholdMs} ms`,
      table(['when', 'operation', 'ms', 'stages in ms', 'request', 'document'], slow.map(slowRow)),
    ),
  ];
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>Tandem</title><style>${STYLE}</style></head><body><h1>Tandem</h1>${sections.join('')}</body></html>\n`;
}

function health(reasons: readonly string[]): string {
  if (reasons.length === 0) return '<p class="good"><strong>Ready:</strong> searches are answered.</p>';
  const list = reasons.map((reason) => `<li>${escaped(reason)}</li>`).join('');
  return `<p class="bad"><strong>Not ready:</strong></p><ul>${list}</ul>`;
}

const section = (heading: string, content: string): string =>
  `<section><h2>${escaped(heading)}</h2>${content}</section>`;

type Row = readonly unknown[];

function table(head: readonly string[], rows: readonly Row[]): string {
  if (rows.length === 0) return '<p>None.</p>';
  const numbers = rows[0]?.map((cell) => typeof cell === 'number') ?? [];
  const cells = (row: Row, tag: 'th' | 'td'): string =>
    row
      .map((cell, column) => `<${tag}${numbers[column] ? ' class="number"' : ''}>${escaped(shown(cell))}</${tag}>`)
      .join('');
  const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('');
  return `<div class="scroll"><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function countTable(counts: AdminFacts['counts'], names: readonly string[]): string {
  const rows = names.flatMap((wanted) =>
    counts.filter(({ name }) => name === wanted).map(({ name, labels, value }) => [shortName(name), labels, value]),
  );
  return table(['metric', 'of', 'value'], rows);
}

const shortName = (name: string): string => name.replace(/^tandem_|_total$/g, '').replaceAll('_', ' ');

function slowRow({ at, operation, ms, stages, requestId, documentId }: SlowOperation): Row {
  const told = Object.entries(stages).map(([stage, time]) => `${stage} ${Math.round(time)}`);
  return [at, operation ?? 'without a name', ms, told.join(', '), requestId, documentId.slice(0, 19)];
}

function shown(value: unknown): string {
  return typeof value === 'number' ? value.toLocaleString('en') : String(value ?? 'none');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
