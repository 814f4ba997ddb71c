/** `tandem ask TEXT`: one search without a server; says how the text was read, where the time went, and the page. */

import type { Command } from 'commander';
import { loadConfig } from '../runtime/config.ts';
import { deadlineIn } from '../runtime/deadline.ts';
import { badInput } from '../runtime/errors.ts';
import { randomId } from '../runtime/ids.ts';
import type { SearchContext, SearchServices } from '../search/context.ts';
import { documentAt } from '../search/documents.ts';
import { plainRequest } from '../search/plain-request.ts';
import { explanationOf } from '../search/present/explanation.ts';
import { rankingTraceOf } from '../search/rank/ranking-trace.ts';
import { relevanceOf } from '../search/rank/relevance.ts';
import { runSearch } from '../search/search.ts';
import type { RankingTrace, SearchEdge, SearchPage, Understanding } from '../search/types.ts';
import { understandingOf } from '../search/understand/understanding.ts';
import type { TandemDocument } from '../stores/documents.ts';
import { openServices } from './open-services.ts';
import { waitForWorkers } from './wait-for-workers.ts';

interface AskOptions {
  readonly people?: boolean;
  readonly trace?: boolean;
  readonly first: number;
  readonly dataDir?: string;
}

/** A first search in a new process waits for its workers; nobody else is kept waiting. */
const PATIENCE_MS = 30_000;

export function registerAsk(program: Command): void {
  program
    .command('ask')
    .argument('<text>', 'what you would type')
    .description('search once, without a server')
    .option('--people', 'search people instead of jobs')
    .option('--trace', 'show understanding and stages with their times')
    .option('--first <number>', 'how many results', wholeNumber, 10)
    .option('--data-dir <folder>', 'where documents, index and scores are kept')
    .action((text: string, options: AskOptions) => ask(text, options));
}

async function ask(text: string, options: AskOptions): Promise<void> {
  const config = loadConfig(process.env, options.dataDir === undefined ? {} : { TANDEM_DATA_DIR: options.dataDir });
  const { services, close } = await openServices(config, true);
  try {
    await waitForWorkers(services.pools, PATIENCE_MS);
    const context = contextOf(services, config.TANDEM_DEADLINE_MS);
    const page = await runSearch(plainRequest(options.people ? 'people' : 'jobs', text, options.first), context);
    await print(page, context, options.trace === true);
  } finally {
    await close();
  }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw badInput(`--first must be a whole number, got ${text}`);
}

function contextOf(services: SearchServices, budgetMs: number): SearchContext {
  return {
    services,
    deadline: deadlineIn(budgetMs),
    requestId: randomId(),
    caller: { id: 'command-line', tenant: 'default', scopes: ['jobs:read', 'people:read'] },
    lane: 'interactive',
    memo: new Map(),
  };
}

async function print(page: SearchPage, context: SearchContext, withTrace: boolean): Promise<void> {
  const understanding = await understandingOf(page.searchId, context);
  console.log(understanding?.summary ?? `Searching for ${page.text}`);
  if (withTrace) await printTrace(page, understanding, context);
  for (const notice of page.notices) console.log(`! ${notice.message}`);
  console.log(`\n${page.totalCount.toLocaleString('en')} matches\n`);
  for (const edge of page.edges) await printEdge(edge, context);
}

async function printTrace(
  page: SearchPage,
  understanding: Understanding | null,
  context: SearchContext,
): Promise<void> {
  const trace = await rankingTraceOf(page.searchId, context);
  if (understanding) {
    console.log(`  intent ${understanding.intent}, route ${understanding.route}`);
    for (const facet of understanding.facets)
      console.log(`  ${facet.field} = ${facet.value}  (from "${facet.sourceText ?? ''}")`);
  }
  if (!trace) return;
  for (const [stage, ms] of Object.entries(trace.stages))
    console.log(`  ${stage.padEnd(12)} ${ms.toFixed(1).padStart(8)} ms`);
  for (const batch of trace.batches) console.log(batchLine(batch));
  console.log(
    `  depth ${page.coverage.ranked} of ${trace.candidates} candidates: ${trace.depthReason}; ${trace.cacheHits} scores from the cache`,
  );
}

function batchLine({ worker, size, ...times }: RankingTrace['batches'][number]): string {
  const parts = Object.entries<number>(times).map(([name, ms]) => `${name.replace(/Ms$/, '')} ${ms.toFixed(1)}`);
  return `  batch of ${size} on ${worker}: ${parts.join(', ')} ms`;
}

async function printEdge(edge: SearchEdge, context: SearchContext): Promise<void> {
  const [document, relevance, explanation] = await Promise.all([
    documentAt(edge.documentId, edge.documentVersion, context),
    relevanceOf(edge.matchId, context),
    explanationOf(edge.matchId, context),
  ]);
  if (!document) return;
  const score = relevance ? relevance.score.toFixed(2) : ' -- ';
  console.log(`${String(edge.position).padStart(3)}. ${score}  ${headline(document)}`);
  if (explanation) console.log(`           ${explanation.summary}`);
}

function headline(document: TandemDocument): string {
  const parts =
    document.kind === 'job'
      ? [document.title, document.company?.name, document.locations.map((place) => place.name).join(' / ')]
      : [document.displayName, document.headline, document.location?.name];
  return parts.filter((part) => part).join(' · ');
}
