/** The page about what a request may ask for and a caller may use: limits, cost, budgets, persisted operations, caches. */

import { FEED_LIMITS } from '../runtime/feed-limits.ts';
import { ARGUMENT_LIMITS, FIXED_LIMITS, LIMITS } from '../runtime/limits.ts';
import { markdownTable } from './markdown-table.ts';

export function limitsPage(): string {
  const rowsOf = (table: Readonly<Record<string, readonly [standard: number, means: string]>>) =>
    Object.entries(table).map(([name, [standard, means]]) => [`\`${name}\``, String(standard), means]);
  const ofArguments = Object.entries(ARGUMENT_LIMITS).map(([name, limit]) => [`\`${name}\``, String(limit)]);
  return [
    '# Limits, cost and persisted operations',
    'Written from `runtime/limits.ts` and `runtime/feed-limits.ts`; `npm run docs` writes it again. `GET /limits` of a server answers the values that hold there.',
    `## Of requests\n\n${REQUESTS}\n\n${markdownTable(['name', 'default', 'meaning'], rowsOf({ ...LIMITS, ...FIXED_LIMITS }))}`,
    `## Of arguments\n\nRefused by the field that has them, with \`BAD_USER_INPUT\` and \`{limit, got}\`.\n\n${markdownTable(['name', 'limit'], ofArguments)}`,
    `## Of feeds\n\n${FEEDS}\n\n${markdownTable(['name', 'limit', 'meaning'], rowsOf(FEED_LIMITS))}`,
    `## Cost\n\n${COST}`,
    `## Persisted operations\n\n${PERSISTED}`,
    `## Caches\n\n${CACHES}\n`,
  ].join('\n\n');
}

const REQUESTS = `\`TANDEM_LIMITS=depth=12,aliases=20\` changes those that it names, but for the last four. A document is measured before it is validated and planned; what is too
large is refused with \`extensions {code, limit, got}\`. Arrays of operations are refused. Planning looks at a bounded number of plans, works
beside the requests that run, and is ended after 2 s with \`OPERATION_TOO_COSTLY\`; such an operation is refused at once for a minute.`;

const FEEDS = `[Feeds](feeds.md) are not held to the limits of requests: a large one may come over a slow line, so what is limited is the silence in it and its size.
\`feedBytes\` and \`feedLines\` are refused with 413 \`QUERY_TOO_LARGE\`, the two times with 408, \`feedsWaiting\` with 503 \`OVERLOADED\`; nothing of such a feed is taken.`;

const COST = `Points of an operation follow from \`@cost\` and \`@listSize\` in \`schema/\`: an object is 1 unless it says otherwise, a value 0, a list as
many times its items as its arguments allow; a search may have the ranker read 250 candidates, each a point. What an input field with
\`@cost\` holds (events, their documents, postings) is paid by the item, and does not go back. Every answer of an operation, a refusal too, has
\`extensions.cost {requested, actual, limit, remaining, restoreRate}\`: what it could have cost, what it did, and the budget of the caller. The
difference is given back. A subscription is paid in full when it opens, and its first event says what it cost. Who hangs up, or whose
deadline ends a search, keeps paying the ranking that was asked of the searches which were at work, and gets the rest back at once; whoever
still waited for its turn gets all back. A caller is a key or token, or the network address of those without (of IPv6 its /64): behind a proxy all of these
share the budget of its address. Budgets are shared through Redis where \`REDIS_URL\` is set and counted by each server while it is away.
Callers with a key read \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\`, in requests; who has used a budget up is
answered 429 \`RATE_LIMITED\` with \`Retry-After\` in seconds and \`retryAfterMs\`. What is refused before it is an
operation (bodies, media types, keys and tokens that are no good) and each feed cost one request, of the caller or else of the address. In
the development profile nobody pays.`;

const PERSISTED = `\`TANDEM_OPERATIONS\` names a file \`{"sha256:<hex>": "document"}\`; clients send \`documentId\` instead of \`query\`, by POST or GET. \`TANDEM_PERSISTED\`
is off, log (other operations are logged once by their hash) or require (they are refused with \`PERSISTED_OPERATION_REQUIRED\`). Unless
required, clients may also register a text by its hash (automatic persisted queries). GET answers queries that are known in one of these
ways; others only in the development profile, with the header \`apollo-require-preflight\`. A mutation by GET is 405.`;

const CACHES = `A GET answer may be kept for the least number of seconds that \`@cacheControl\` in \`schema/\` gives for what it has, publicly for callers without a
key and privately for those with one. People, errors, incomplete pages and whatever has no hint are \`no-store\`.`;
