/** Query and judgment files are read with line numbers in every complaint, and runs are written as agreed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJudgments, readQueries, writeRun } from '../../evaluation/files.ts';
import { summarise } from '../../evaluation/summary.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tandem-eval-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function file(content: string): Promise<string> {
  const path = join(folder, 'input');
  await writeFile(path, content);
  return path;
}

describe('evaluation files', () => {
  it('reads queries and skips blank lines', async () => {
    const path = await file('{"qid":"q1","text":"nurse","vertical":"jobs"}\n\n{"qid":"q2","text":"cook"}\n');
    expect((await readQueries(path)).map((query) => query.qid)).toEqual(['q1', 'q2']);
  });

  it('names the line of a query that is not one', async () => {
    await expect(readQueries(await file('{"qid":"q1","text":"nurse"}\n{"id":"q2"}\n'))).rejects.toThrow(
      /input:2: expected/,
    );
    await expect(readQueries(await file('nurse\n'))).rejects.toThrow(/input:1: expected one JSON object a line/);
  });

  it('names the line of a judgment whose grade is outside 0 to 4', async () => {
    await expect(readJudgments(await file('q1\td1\t4\nq1\td2\t5\n'))).rejects.toThrow(/input:2: expected/);
  });

  it('writes a run as query, document, rank and score', async () => {
    const path = join(folder, 'run');
    await writeRun(
      path,
      new Map([
        [
          'q1',
          [
            { documentId: 'd2', score: 0.9 },
            { documentId: 'd1', score: 0.1 },
          ],
        ],
      ]),
    );
    expect(await readFile(path, 'utf8')).toBe('q1\td2\t1\t0.9\nq1\td1\t2\t0.1\n');
  });
});

describe('the summary', () => {
  it('leaves out queries that nobody judged', () => {
    const run = new Map([
      ['q1', [{ documentId: 'a', score: 1 }]],
      ['q2', [{ documentId: 'b', score: 1 }]],
    ]);
    const summary = summarise(run, new Map([['q1', new Map([['a', 4]])]]));
    expect(summary).toMatchObject({ queries: 1, 'ndcg@10': 1, 'judged@10': 0.1 });
  });
});
