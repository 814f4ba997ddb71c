/** The page about what stands around a GraphQL request: headers, callers, admission of searches, and all metrics. */

import { anonymousCaller } from '../account/viewer.ts';
import { SCOPES } from '../runtime/caller.ts';
import { ERROR_KINDS } from '../runtime/errors.ts';
import { LANES } from '../runtime/lane.ts';
import { createMetrics } from '../runtime/telemetry.ts';
import { TIMINGS_HEADER } from '../runtime/timings.ts';
import { TRACE_HEADER } from '../runtime/traces.ts';
import { LANE_HEADER, REQUEST_ID_HEADER } from '../subgraphs/request-context.ts';
import { markdownTable } from './markdown-table.ts';

export function requestsPage(): string {
  return [
    '# Requests, admission and metrics',
    'Written from `gateway/` and `runtime/telemetry.ts`; `npm run docs` writes it again.',
    `## Headers of a request\n\n${markdownTable(['header', 'meaning'], HEADERS)}`,
    `## Callers\n\n${CALLERS}\n\n${markdownTable(
      ['scope'],
      SCOPES.map((scope) => [`\`${scope}\``]),
    )}`,
    `## Answers in parts\n\n${STREAMING}`,
    `## Admission\n\n${ADMISSION}`,
    `## Metrics\n\n${METRICS}\n\n${markdownTable(['name', 'type', 'labels', 'meaning'], metricRows())}\n`,
  ].join('\n\n');
}

const HEADERS: readonly (readonly string[])[] = [
  [
    `\`${LANE_HEADER}\``,
    `${LANES.join(' or ')}; anything else, and nothing, is ${LANES[0]}. Batch searches run when no interactive one waits, on half of the places, and are refused first.`,
  ],
  ['`authorization`', '`Bearer` and an API key (`tk_…`) or a JSON Web Token; see Callers.'],
  [`\`${REQUEST_ID_HEADER}\``, 'Taken over when it is 1 to 64 of `A-Za-z0-9_-`, else made; every answer has it.'],
  [
    `\`${TRACE_HEADER}\``,
    'Of W3C Trace Context: handed on to subgraphs and workers as it came, or, where traces are on, as that of the span that calls them.',
  ],
  [`\`${TIMINGS_HEADER}\``, '`1` adds `extensions.timings`: stage to milliseconds.'],
];

const CALLERS = `A key (\`tandem keys create --tenant acme --scopes jobs:read,people:read\`, shown once, stored as a hash) or a JSON Web Token. A token is
signed with HS256 and \`TANDEM_JWT_SECRET\`, or with RS256 or ES256 and a key of \`TANDEM_JWKS_URL\`; it needs \`sub\`, \`tenant\`, \`exp\` and an \`aud\` of
\`TANDEM_AUDIENCE\`, and may have \`scope\` (parted by blanks) and \`filter\` (\`{"jobs": JobFilter, "people": PeopleFilter}\`, as \`--filter\` of a key):
what does not pass it is not found, counted, suggested or read by id. Without the header a caller is anonymous and may \`${anonymousCaller.scopes.join(' ')}\`; in
development it is somebody who may do everything. A key or token that is not good is ${ERROR_KINDS.UNAUTHENTICATED.status} \`UNAUTHENTICATED\` for the whole request. A field
that needs more is null with \`FORBIDDEN\`, or \`UNAUTHENTICATED\` for anonymous callers, and the scope in the extensions. A revoked key ends within a
second; while the store of keys is away a server goes on with those it knew for ten minutes, and so with one that is revoked meanwhile.
Documents of a tenant, its searches, cursors, events, saved searches and preferences are nothing to other tenants.`;

const STREAMING = `\`/graphql/stream\` answers the operations of \`/graphql\`, by the same rules, POST and GET, in parts for who accepts parts. With
\`Accept: multipart/mixed\` what is in a fragment with \`@defer(label: …)\` comes after the rest, as \`incremental\` entries with path and label
(the wire format of 2022, as Apollo Client, urql and Relay read it); all deferred parts come together, and what a mutation answers comes at
once. Cost and timings are told with the last part. With \`Accept: text/event-stream\` each answer of a subscription is an \`event: next\`, and
\`event: complete\` is the end. Its key or token is asked for again every second while it is open: when it is revoked or has come to its end, the last event is an error
with \`UNAUTHENTICATED\`. A caller may have \`subscriptions\` of them open on each server ([limits](limits.md)); one more is \`RATE_LIMITED\`. Who accepts neither gets one answer, and so does \`/graphql\`, where \`@defer\` is allowed and defers nothing. A client
that goes away ends what was done for it.

\`SIGHUP\` has a serving process read \`schema/supergraph.graphql\` again: the next requests are planned by it, those that run end with the old one.`;

const ADMISSION = `Operations that search pass the admission; health, metrics, introspection and single objects never wait. As many searches run at
once as the limit says, each search of an operation taking one place; the limit follows measured times and never exceeds \`TANDEM_MAX_SEARCHES\`. A few
more wait in their lane for half as long as a search takes alone. The others are answered ${ERROR_KINDS.OVERLOADED.status} \`OVERLOADED\` before anything
is planned, with the header \`Retry-After\` in seconds and \`retryAfterMs\` in the extensions of the error.`;

const METRICS = `\`GET /metrics\` of every serving process and worker, in the text format of Prometheus, beside the defaults of prom-client. Each process
counts what it does itself: a gateway with everything in its process shows all, and several are added up.`;

function metricRows(): readonly (readonly string[])[] {
  const own = createMetrics()
    .registry.getMetricsAsArray()
    .filter(({ name }) => name.startsWith('tandem_'));
  return own.map((metric) => [`\`${metric.name}\``, String(metric.type), labelsOf(metric).join(', '), metric.help]);
}

/** The library has them and does not declare them here. */
function labelsOf(metric: object): readonly string[] {
  return 'labelNames' in metric && Array.isArray(metric.labelNames)
    ? metric.labelNames.map((name) => `\`${name}\``)
    : [];
}
