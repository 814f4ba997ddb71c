/** One gateway in a process of its own: started by the benchmark, and asked by it for the CPU time that it has used. */

import { startTarget, type Target } from './gateway-targets.ts';

export type FromTarget = { readonly url: string } | { readonly cpuMs: number };

const [target, subgraphUrl = ''] = process.argv.slice(2);

const tell = (message: FromTarget): void => {
  process.send?.(message);
};
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  tell({ cpuMs: (user + system) / 1_000 });
});
process.on('disconnect', () => process.exit());
tell({ url: await startTarget(target as Target, subgraphUrl) });
