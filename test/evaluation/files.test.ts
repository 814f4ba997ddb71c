/** Query and judgment files are read with line numbers in every complaint, and runs are written as agreed. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readJudgments, readQueries, readRun, writeRun } from '../../evaluation/files.ts';
import { intervalOf, summarise, valuesOf } from '../../evaluation/summary.ts';
import { seededRandom } from '../../runtime/random.ts';

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

  it('reads a run in the order of its ranks, whatever the order of its lines', async () => {
    const run = await readRun(await file('q1\td1\t2\t0.1\nq2\td9\t1\t3\nq1\td2\t1\t0.9\n'));
    expect([...run]).toEqual([
      [
        'q1',
        [
          { documentId: 'd2', score: 0.9 },
          { documentId: 'd1', score: 0.1 },
        ],
      ],
      ['q2', [{ documentId: 'd9', score: 3 }]],
    ]);
  });

  it.each(['q1\td1\t0\t0.5', 'q1\td1\t1\tbest', 'q1\td1\t1'])(
    'names the line of a run that is none: %s',
    async (line) => {
      await expect(readRun(await file(`q1\td2\t1\t0.9\n${line}\n`))).rejects.toThrow(/input:2: expected/);
    },
  );

  it('say which file is not there', async () => {
    await expect(readJudgments(join(folder, 'nothing.tsv'))).rejects.toThrow(/nothing\.tsv: .*there is no such file/);
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

  it('is the mean of one number a query, and its interval holds it', () => {
    const judgments = new Map(
      ['q1', 'q2', 'q3'].map((qid) => [
        qid,
        new Map([
          ['a', 4],
          ['b', 0],
        ]),
      ]),
    );
    const listOf = (...ids: string[]) => ids.map((documentId) => ({ documentId, score: 1 }));
    const run = new Map([
      ['q1', listOf('a', 'b')],
      ['q2', listOf('b', 'a')],
      ['q3', []],
    ]);
    const values = [...valuesOf('mrr', run, judgments).values()];
    expect(values).toEqual([1, 0.5, 0]);
    const interval = intervalOf('mrr', run, judgments, seededRandom(1));
    expect(summarise(run, judgments).mrr).toBe(0.5);
    expect(interval?.[0]).toBeLessThan(0.5);
    expect(interval?.[1]).toBeGreaterThan(0.5);
  });

  it('has no interval without judged queries', () => {
    expect(intervalOf('mrr', new Map([['q1', []]]), new Map(), seededRandom(1))).toBeNull();
  });
});
