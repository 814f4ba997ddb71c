/** The page for those who run it: traces, timings, slow operations, the log, the admin page, alerts. */

import { SPANS } from '../runtime/traces.ts';
import { markdownTable } from './markdown-table.ts';

export function sightPage(): string {
  const spans = Object.entries(SPANS).map(([name, means]) => [`\`${name}\``, means]);
  return [
    '# Seeing what it does',
    'Written from `runtime/traces.ts`; `npm run docs` writes it again. Metrics are listed in [requests.md](requests.md).',
    `## Traces\n\n${TRACES}\n\n${markdownTable(['span', 'what it spans'], spans)}`,
    `## Timings and slow operations\n\n${TIMINGS}`,
    `## The log\n\n${LOG}`,
    `## Admin page, alerts, dashboard\n\n${WATCHING}\n`,
  ].join('\n\n');
}

const TRACES = `\`TANDEM_TRACES_URL=http://127.0.0.1:4318\`, or the standard \`OTEL_EXPORTER_OTLP_ENDPOINT\`, sends spans of gateway, subgraphs and workers to an
OpenTelemetry collector; \`OTEL_TRACES_EXPORTER=console\` prints them, \`OTEL_SDK_DISABLED=true\` sends none. Sampler, headers, limits and name of the service are those
of the OTEL_ variables. The SDK is loaded only then. A \`traceparent\` of the caller is the parent of the first span, and is handed on to every subgraph and worker; where
nothing collects spans it is handed on as it came. Spans hold names and numbers; of what a caller typed only the name of the operation.`;

const TIMINGS = `The header \`x-tandem-timings: 1\` adds \`extensions.timings\` to an answer, in milliseconds: \`gate\` (caller, body, limits, budget),
\`admit\` (validated, and let in to search), \`plan\` (where the plan was not there),
\`subgraph.NAME\` (calls that ran at once are added up), \`total\`, and the stages of the search. An operation that takes longer than \`TANDEM_SLOW_MS\` is logged as
\`slow operation\` with its name, the hash of its document and these stages, never with variables; the last 50 stand on the admin page.`;

const LOG = `JSON lines on standard error. Credentials, contact data, values of secret settings, whatever stands under a name such as authorization, cookie, text or variables, and
what operations about people were asked with are taken out of every line, also out of the words and stacks of errors. Of such a text any 12 characters in a row are
recognised, also as they stand in JSON or in an address; single words of it, and texts of fewer than 3 characters, are not. Where traces are on, a line has the \`traceparent\` of its span.`;

const WATCHING = `\`GET /admin\` is one HTML document that loads nothing: health, what is served, workers, caches, slow operations. In production it needs the scope \`admin\`. It counts
what its own process does. \`deploy/alerts.yml\` holds rules for Prometheus, \`deploy/dashboard.json\` a dashboard for Grafana; both expect the job \`tandem\`.`;
