/** `tandem start`: serves, says in one box where and with what, and stops gracefully. */

import type { Command } from 'commander';
import { startTandem } from '../main.ts';
import { type Config, loadConfig } from '../runtime/config.ts';
import type { SearchServices } from '../search/context.ts';
import { box } from './box.ts';

export function registerStart(program: Command): void {
  program
    .command('start')
    .description('serve the graph, with workers, in one process')
    .option('--port <number>', 'port to listen on; 0 takes a free one')
    .option('--data-dir <folder>', 'where documents, index and scores are kept')
    .action((options: { port?: string; dataDir?: string }) => serve(options));
}

async function serve(options: { port?: string; dataDir?: string }): Promise<void> {
  const overrides = {
    ...(options.port === undefined ? {} : { PORT: options.port }),
    ...(options.dataDir === undefined ? {} : { TANDEM_DATA_DIR: options.dataDir }),
  };
  const config = loadConfig(process.env, overrides);
  const startedMs = performance.now();
  const tandem = await startTandem(config);
  console.log(welcome(tandem.url, tandem.services, config, performance.now() - startedMs));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, async () => {
      console.log(`${signal}: letting running requests end`);
      await tandem.stop();
      process.exit(0);
    });
  }
}

function welcome(url: string, { indexes, manifest }: SearchServices, config: Config, tookMs: number): string {
  const [jobs, people] = [indexes.current('jobs').size, indexes.current('people').size];
  const models = manifest.files.map((file) => `${file.name} ${file.version}`).join(', ');
  return box('Tandem', [
    ['GraphQL', `${url}/graphql`],
    ['GraphiQL', config.TANDEM_PROFILE === 'development' ? `${url}/graphiql` : 'off (production profile)'],
    ['Documents', `${jobs.toLocaleString('en')} jobs, ${people.toLocaleString('en')} people`],
    ['Models', models],
    ['Device', deviceOf(config)],
    ['Cache', `${config.TANDEM_SCORE_CACHE_MB} MB in memory, lmdb in ${config.TANDEM_DATA_DIR}`],
    ['Started in', `${(tookMs / 1000).toFixed(1)} s`],
    ['Try', 'npm run tandem -- ask "look after patients at night" --trace'],
  ]);
}

function deviceOf({ TANDEM_BACKEND: backend, TANDEM_BACKEND_URL: url }: Config): string {
  if (backend === 'onnx') return 'CPU (ONNX Runtime)';
  return backend === 'fake' ? 'none (fake backend)' : `${backend} at ${url}`;
}
