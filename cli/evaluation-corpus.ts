/** The corpus of a measurement: an index of only the given files, found again by what they hold. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EvaluationQuery } from '../evaluation/files.ts';
import { EVALUATION_SOURCE } from '../evaluation/rerank.ts';
import { hasModel, modelFile, readManifest } from '../models/manifest.ts';
import { itemVersion } from '../models/templates.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import { badInput } from '../runtime/errors.ts';
import type { SearchServices } from '../search/context.ts';
import type { Vertical } from '../stores/documents.ts';
import { hasIndex, ingestInto } from './ingest.ts';
import { type OpenServices, openServices } from './open-services.ts';
import { waitForWorkers } from './wait-for-workers.ts';

/** Files by vertical. */
export type Corpus = Readonly<Partial<Record<Vertical, string>>>;

const WORKER_PATIENCE_MS = 60_000;

export function corpusOf(text: string): Corpus {
  const entries = text.split(',').map((part) => part.split('='));
  if (!entries.every(([vertical, file]) => (vertical === 'jobs' || vertical === 'people') && file)) {
    throw badInput(`--corpus must be jobs=FILE[,people=FILE], got ${text}`);
  }
  return Object.fromEntries(entries) as Corpus;
}

/** Queries that name none are about jobs. */
export function verticalOf(query: EvaluationQuery): Vertical {
  return query.vertical ?? 'jobs';
}

/** The vertical of all the queries; throws BAD_USER_INPUT when they are about both. */
export function oneVertical(queries: readonly EvaluationQuery[]): Vertical {
  const [vertical = 'jobs', ...others] = new Set(queries.map(verticalOf));
  if (others.length > 0)
    throw badInput('the queries must be about one vertical, got jobs and people; measure them one after the other');
  return vertical;
}

/** Throws BAD_USER_INPUT when the corpus lacks what the queries are about. */
export function requireVertical(corpus: Corpus, vertical: Vertical): void {
  if (!corpus[vertical]) throw badInput(`the queries are about ${vertical}, but --corpus names no ${vertical}=FILE`);
}

/** Settings of the command line: an own data directory when one is named. */
export function configOf(dataDir: string | undefined): Config {
  return loadConfig(process.env, dataDir === undefined ? {} : { TANDEM_DATA_DIR: dataDir });
}

/** Runs the work with everything that serves the corpus, all workers ready; closes it whatever happens. */
export async function withCorpus<T>(
  corpus: Corpus,
  dataDir: string | undefined,
  work: (services: SearchServices) => Promise<T>,
): Promise<T> {
  const { services, close } = await openCorpus(corpus, configOf(dataDir));
  try {
    await waitForWorkers(services.pools, WORKER_PATIENCE_MS);
    return await work(services);
  } finally {
    await close();
  }
}

/** The same files and encoders find their index again; a changed byte makes a new one. Changed code of ingest does not: delete the folder then. */
async function openCorpus(corpus: Corpus, base: Config): Promise<OpenServices> {
  const folder = join(base.TANDEM_DATA_DIR, 'eval', await corpusHash(corpus));
  // Scores that other servers computed would make the ranker look faster than it is.
  const config: Config = { ...base, TANDEM_DATA_DIR: folder, REDIS_URL: undefined };
  for (const [vertical, file] of Object.entries(corpus) as [Vertical, string][]) {
    if (!(await hasIndex(config.TANDEM_DATA_DIR, vertical))) {
      await ingestInto(config, { vertical, file, source: EVALUATION_SOURCE, replace: true });
    }
  }
  return openServices(config, false);
}

async function corpusHash(corpus: Corpus): Promise<string> {
  const manifest = readManifest();
  const hash = createHash('sha256').update(modelFile(manifest, 'encoder').version);
  if (hasModel(manifest, 'item-encoder')) hash.update(itemVersion(modelFile(manifest, 'item-encoder').version));
  for (const [vertical, file] of Object.entries(corpus).sort()) {
    hash.update(vertical);
    await pipeline(createReadStream(file), hash, { end: false });
  }
  return hash.digest('hex').slice(0, 16);
}

/** Names and versions of the models that answer. */
export function modelVersions({ manifest, rankers }: SearchServices): Record<string, string> {
  const encoder = modelFile(manifest, 'encoder').version;
  return { encoder, ranker: (rankers.packed ?? rankers.fullText)?.version ?? 'none' };
}
