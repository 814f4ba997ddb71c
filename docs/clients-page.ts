/** The page for those who write clients: how to do what, each code block a file of examples/ that a test runs. */

import { readFileSync } from 'node:fs';
import { projectPath } from '../runtime/project-root.ts';

type Part = string | { readonly file: string };

const LANGUAGES: Readonly<Record<string, string>> = { ts: 'ts', sh: 'sh', json: 'json' };

export function clientsPage(): string {
  return `${PARTS.map((part) => (typeof part === 'string' ? part : shown(part.file))).join('\n\n')}\n`;
}

function shown(file: string): string {
  const language = LANGUAGES[file.slice(file.lastIndexOf('.') + 1)] ?? '';
  return `\`${file}\`:\n\n\`\`\`${language}\n${readFileSync(projectPath(file), 'utf8').trimEnd()}\n\`\`\``;
}

const PARTS: readonly Part[] = [
  `# Clients

Written from \`docs/clients-page.ts\`; \`npm run docs\` writes it again. Every block of code is a file of \`examples/\` that \`test/examples/\` runs against
a gateway in the production profile.

One address answers everything: \`POST /graphql\` with JSON \`{"query", "variables"}\`. [requests.md](requests.md) lists headers, [limits.md](limits.md) what is
refused for its size, [errors.md](errors.md) every code.`,
  `## Schemas

| file | for |
| --- | --- |
| [public.graphql](../schema/public.graphql) | web and mobile clients |
| [partner.graphql](../schema/partner.graphql) | partners: also the ids of their own feeds |
| [internal.graphql](../schema/internal.graphql) | support and tuning: also what ranking did |

Build against the file of your audience: production answers introspection only to keys with the scope \`schema:read\`. A field is shown to an audience
by its tags, and answered to a caller by its scopes: fields that need a scope say so in \`FORBIDDEN\` errors.`,
  '## curl',
  { file: 'examples/curl/search.sh' },
  `## Authentication

Send \`Authorization: Bearer …\` with an API key (\`tk_…\`, made by \`tandem keys create\`) or a JWT. Without the header the caller is anonymous and may search
jobs. A key that is wrong or revoked is 401 \`UNAUTHENTICATED\` for the whole request, never anonymous; a scope that is missing is \`FORBIDDEN\` with
\`extensions.scope\`, and only its field is null. Keys belong on servers: give browsers short-lived tokens.`,
  `## One request: time limits, retries, errors

- **Time limits.** The server answers within its own deadline, with a part of the page where there was no time for more; let yours be longer than
  \`TANDEM_DEADLINE_MS\`, so that you get that part.
- **Retries.** 429 \`RATE_LIMITED\` and 503 \`OVERLOADED\` ran nothing and say in \`Retry-After\` (seconds) and \`extensions.retryAfterMs\` when to come back. Callers
  with a key also get \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` with every answer: slow down before it is 0. Other 4xx will not get better.
- **Cost.** \`extensions.cost\` of an answer tells what it cost in points and what is left.
- **Errors.** \`extensions.code\` decides what to do, \`message\` is for people, \`requestId\` is for us. An error with a \`path\` took one field; the rest holds.`,
  { file: 'examples/fetch/request.ts' },
  `## Paging

Pass \`pageInfo.endCursor\` as \`after\`, with the same input. All pages of a search come from one list for 24 hours; an older cursor is \`BAD_USER_INPUT\`: search
again. \`first\` is at most 100.`,
  { file: 'examples/fetch/all-jobs.ts' },
  `## Degraded pages

A page is an answer even when a part of the machinery was away: \`coverage.degraded\` says that less was read than planned, \`coverage.reasons\` why. Such a page
is in a good order, not the best: show it, and do not keep it. Blank pages are no errors; \`notices\` tell what was changed in the search.`,
  { file: 'examples/fetch/remarks.ts' },
  `## Writing twice

Reports of events may be sent again after any failure, because each event has an id that the client made: a repeat is counted in \`duplicateCount\` and
ignored. Expected refusals are \`userErrors\` in the data.`,
  { file: 'examples/fetch/report-view.ts' },
  '## Apollo Client',
  { file: 'examples/apollo/client.ts' },
  { file: 'examples/apollo/job-list.ts' },
  `A page in parts: \`POST /graphql/stream\` answers what is in a fragment with \`@defer\` after the rest, to clients that accept \`multipart/mixed\`
([requests.md](requests.md) tells the format). The manifest tool of Apollo Client does not know \`@defer\`: such operations are sent as text, or registered.`,
  { file: 'examples/streaming/deferred.ts' },
  '## urql',
  { file: 'examples/urql/client.ts' },
  { file: 'examples/urql/job-list.ts' },
  `## Relay

The connections, \`Node\` and global ids are as Relay expects them: \`@connection\`, \`@refetchable\` on \`Query\` and on nodes compile. Put the schema of your audience
beside the settings, and begin \`persisted.json\` as \`{}\`.`,
  { file: 'examples/relay/relay.config.json' },
  { file: 'examples/relay/environment.ts' },
  { file: 'examples/relay/job-list.ts' },
  `## Types from the schema

The client preset of graphql-codegen makes the types of variables and answers, and every GraphQL client takes its documents.`,
  { file: 'examples/typed/codegen.ts' },
  { file: 'examples/typed/job-titles.ts' },
  `## Persisted operations

A client build knows all its operations. Give the server their texts in a file, name it by \`TANDEM_OPERATIONS\`, and send hashes: requests are small, GET can be
cached, and with \`TANDEM_PERSISTED=require\` nothing else is answered (\`log\` only tells what would be refused). Apollo Client's build writes its manifest by
\`npx generate-persisted-query-manifest\`, relay-compiler writes its own with \`persistConfig\`; both become the server's file so:`,
  { file: 'examples/persisted/to-manifest.ts' },
  'The settings of the first tool, and the client that sends its hashes:',
  { file: 'examples/apollo/persisted-query-manifest.config.json' },
  { file: 'examples/apollo/persisted.ts' },
  `Clients without a build may register: a request with \`extensions.persistedQuery\` whose hash is unknown answers \`PERSISTED_QUERY_NOT_FOUND\`, then send the text
with the hash once. Apollo Client does it by itself.`,
  `## Caching

Operations that are known by a hash may come by GET: \`documentId=sha256:<hex>\` and \`variables\` as JSON. Searches of jobs without a key are \`public\` with a
\`max-age\`, with a key \`private\`; pages with people, errors and degraded pages are \`no-store\`.`,
  { file: 'examples/persisted/read-kept.ts' },
  { file: 'examples/curl/persisted.sh' },
];
