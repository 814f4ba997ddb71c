/** `tandem start`: serves, says in one box where and with what, and stops gracefully. */

import type { Command } from 'commander';
import { startTandem } from '../main.ts';
import type { Config } from '../runtime/config.ts';
import type { SearchServices } from '../search/context.ts';
import { redisAddress } from '../stores/redis-address.ts';
import { box } from './box.ts';
import { servingConfig, stopOnSignal, swapOnSignal, withDataDir, withPort } from './serving.ts';

export function registerStart(program: Command): void {
  const command = program.command('start').description('serve the graph, with workers, in one process');
  withDataDir(withPort(command)).action((options: { port?: string; dataDir?: string }) =>
    serve(servingConfig(options)),
  );
}

async function serve(config: Config): Promise<void> {
  const startedMs = performance.now();
  const tandem = await startTandem(config);
  console.log(welcome(tandem.url, tandem.services, config, performance.now() - startedMs));
  swapOnSignal(tandem.swapSupergraph, tandem.services.logger);
  stopOnSignal(tandem.stop);
}

function welcome(url: string, { indexes, manifest }: SearchServices, config: Config, tookMs: number): string {
  const [jobs, people] = [indexes.current('jobs').documentCount, indexes.current('people').documentCount];
  const models = manifest.files.map((file) => `${file.name} ${file.version}`).join(', ');
  return box('Tandem', [
    ['GraphQL', `${url}/graphql`],
    ['GraphiQL', config.TANDEM_PROFILE === 'development' ? `${url}/graphiql` : 'off (production profile)'],
    ...(Object.keys(config.TANDEM_SUBGRAPHS ?? {}).length > 0
      ? [['Elsewhere', Object.keys(config.TANDEM_SUBGRAPHS ?? {}).join(', ')] as const]
      : []),
    ['Documents', `${jobs.toLocaleString('en')} jobs, ${people.toLocaleString('en')} people`],
    ['Models', models],
    ['Device', deviceOf(config)],
    ['Cache', cacheOf(config)],
    ['Started in', `${(tookMs / 1000).toFixed(1)} s`],
    ['Try', 'npm run tandem -- ask "look after patients at night" --trace'],
  ]);
}

function cacheOf({ TANDEM_SCORE_CACHE_MB, TANDEM_DATA_DIR, REDIS_URL }: Config): string {
  const shared = REDIS_URL === undefined ? '' : `Redis at ${redisAddress(REDIS_URL)}, `;
  return `${TANDEM_SCORE_CACHE_MB} MB in memory, ${shared}lmdb in ${TANDEM_DATA_DIR}`;
}

function deviceOf({ TANDEM_BACKEND: backend, TANDEM_BACKEND_URL: url, TANDEM_DEVICE: device }: Config): string {
  if (backend === 'onnx') return `${device} (ONNX Runtime)`;
  return backend === 'fake' || url === undefined ? 'none (fake backend)' : `${backend} at ${new URL(url).host}`;
}
