/** FAISS in a process of Python beside a benchmark: it searches the same vectors when told to, and says how long it took. */

import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { VectorTable } from '../gpu-workers/backends/backend.ts';
import { projectPath } from '../runtime/project-root.ts';

export interface Faiss {
  readonly timeOf: (index: 'flat' | 'sq8', batch: number) => Promise<number>;
  readonly exact: () => Promise<readonly (readonly number[])[]>;
  readonly stop: () => void;
}

export interface FaissOptions {
  /** Has bench/requirements.txt. */
  readonly python: string;
  readonly threads: number;
  readonly k: number;
}

/** Null, with the reason on standard error, when it cannot be started. The queries are written beside the vectors. */
export async function startFaiss(
  table: VectorTable,
  queries: Float32Array,
  { python, threads, k }: FaissOptions,
): Promise<Faiss | null> {
  if (table.rows.kind !== 'file') return null;
  const queriesPath = join(dirname(table.rows.path), 'queries.f32');
  writeFileSync(queriesPath, new Uint8Array(queries.buffer));
  const script = projectPath('bench', 'retrieval_faiss.py');
  const child = spawn(python, [script, table.rows.path, queriesPath, String(threads), String(k)]);
  const answers = answersOf(child);
  const first = await answers.next();
  if (first.done) {
    console.error(
      `no FAISS here, our side runs alone; pip install -r bench/requirements.txt and name that Python with --python`,
    );
    return null;
  }
  const ask = async (order: string): Promise<unknown> => {
    child.stdin.write(`${order}\n`);
    return JSON.parse(String((await answers.next()).value));
  };
  return {
    timeOf: async (index, batch) => Number(await ask(`${index} ${batch}`)),
    exact: async () => (await ask('exact')) as readonly (readonly number[])[],
    stop: () => void child.stdin.end(),
  };
}

/** Lines of its standard output; ends when it does. */
function answersOf(child: ChildProcessWithoutNullStreams): AsyncIterator<string> {
  child.on('error', () => undefined);
  child.stdin.on('error', () => undefined);
  child.stderr.resume();
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}
