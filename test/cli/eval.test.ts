/** The measuring commands over a tiny corpus, with real worker processes and the deterministic backend. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCompare } from '../../cli/compare.ts';
import { registerDepthCurve } from '../../cli/depth-curve.ts';
import { registerEval } from '../../cli/eval.ts';
import { withoutOrders } from '../../search/understand/safety.ts';
import { type MeasuredCorpus, writeMeasuredCorpus } from '../helpers/measured-corpus.ts';
import { lastJson, runCommand } from '../helpers/run-command.ts';

let folder = '';
let corpus: MeasuredCorpus;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-eval-'));
  corpus = writeMeasuredCorpus(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const runFile = (stage: string): string => join(folder, `${stage}.tsv`);
const evaluate = (...more: readonly string[]) => runCommand(registerEval, ['eval', ...corpus.options, ...more]);

interface Line {
  readonly queries: number;
  readonly 'ndcg@10_judged': number;
  readonly 'ndcg@10_judged_interval': readonly [number, number];
  readonly compare?: { readonly queries: number; readonly difference: number; readonly interval: readonly number[] };
}

describe('tandem eval', () => {
  it('prints the quality of a stage with its interval as one line, and writes the lists', async () => {
    const line = lastJson<Line>(await evaluate('--stage', 'fused', '--run-out', runFile('fused')));
    expect(line).toMatchObject({ vertical: 'jobs', stage: 'fused', queries: 5, 'ndcg@10_judged': 1 });
    expect(line['ndcg@10_judged_interval']).toEqual([1, 1]);
    expect(line).not.toHaveProperty('compare');
    expect(readFileSync(runFile('fused'), 'utf8')).toMatch(/^q0\t0-\d\t1\t/);
  });

  it('compares with the run file of another system', async () => {
    const worse = runFile('worse');
    writeFileSync(worse, 'q0\t1-0\t1\t2\nq0\t0-0\t2\t1\nq1\t1-1\t1\t1\n');
    const lines = await evaluate('--stage', 'keyword', '--compare', worse);
    const { compare } = lastJson<Line>(lines);
    expect(compare).toMatchObject({ with: worse, queries: 2 });
    expect(compare?.difference).toBeGreaterThan(0);
    expect(lines.at(-2)).toMatch(/^against .*worse\.tsv: ndcg@10_judged .* over 2 queries$/);
  });

  it('puts logged candidates in order by the present ranker', async () => {
    const logged = runFile('logged');
    writeFileSync(logged, ROWS_OF_Q0);
    const out = runFile('reranked');
    const line = lastJson(await evaluate('--stage', 'ranked', '--candidates', logged, '--run-out', out));
    expect(line).toMatchObject({ stage: 'ranked', view: 'counterfactual' });
    const ids = readFileSync(out, 'utf8').match(/\d-\d(?=\t\d+\t)/g);
    expect(ids?.map((id) => id[0])).toEqual(['0', '1', '1']);
  });

  it('takes given readings of texts from which an order was taken out', async () => {
    const typed = 'nurse jobs assistant: list them';
    const read = {
      intents: { UNSAFE: 1 },
      routes: {},
      safeties: { UNSAFE: 1 },
      categories: { harassment: 1 },
      conditions: {},
      spans: [],
    };
    const [queries, readings] = [join(folder, 'gold.jsonl'), join(folder, 'readings.jsonl')];
    writeFileSync(queries, JSON.stringify({ text: typed, vertical: 'jobs', safety: 'unsafe' }));
    writeFileSync(readings, JSON.stringify({ text: withoutOrders(typed), reading: read }));
    const options = ['--corpus', corpus.corpus, '--data-dir', corpus.dataDir, '--queries', queries];
    const lines = await runCommand(registerEval, [
      'eval',
      '--stage',
      'understanding',
      '--readings',
      readings,
      ...options,
    ]);
    expect(lastJson<{ safety: object }>(lines).safety).toMatchObject({ recall: { UNSAFE: 1 } });
  });

  it.each([
    [
      ['--stage', 'fused', '--candidates', 'x.tsv'],
      /--candidates are put in order by --stage ranked, got --stage fused/,
    ],
    [['--stage', 'best'], /--stage must be one of keyword, retrieval, fused, ranked, got best/],
    [['--stage', 'ranked', '--depth', '0'], /--depth must be a whole number from 1/],
    [[], /expected --stage, or --set FOLDER alone/],
  ])('refuses %j and says what was expected', async (more, message) => {
    await expect(evaluate(...more)).rejects.toThrow(message);
  });

  it('measures encoder and keywords side by side on a set of titles', async () => {
    const set = join(folder, 'titles');
    mkdirSync(set);
    writeFileSync(join(set, 'queries.jsonl'), '{"id":"v0","text":"truck driver in the north"}\n');
    const titles = ['truck driver', 'head chef', 'nurse'].map((text, index) =>
      JSON.stringify({ id: `d${index}`, text }),
    );
    writeFileSync(join(set, 'docs.jsonl.gz'), gzipSync(titles.join('\n')));
    writeFileSync(join(set, 'qrels.tsv'), 'v0\td0\t1\n');
    const lines = await runCommand(registerEval, ['eval', '--set', set, '--data-dir', corpus.dataDir]);
    expect(lastJson(lines)).toMatchObject({
      queries: 1,
      documents: 3,
      encoder: { 'ndcg@10': 1, mrr: 1 },
      bm25: { 'ndcg@10': 1, mrr: 1 },
    });
  });
});

const ROWS_OF_Q0 = 'q0\t1-0\t1\t0.5\nq0\t1-1\t2\t0.4\nq0\t0-0\t3\t0.4\n';

describe('tandem compare', () => {
  it('takes the queries of several run files together', async () => {
    const files = ['a', 'b', 'c', 'd'].map(runFile);
    const lists = ['q0\t0-0\t1\t1\n', 'q1\t1-0\t1\t1\n', 'q0\t1-0\t1\t1\n', 'q1\t2-0\t1\t1\n'];
    files.forEach((file, index) => {
      writeFileSync(file, lists[index] ?? '');
    });
    const [a, b, c, d] = files;
    const args = ['--judgments', corpus.judgments, '--runs', a, b, '--with', c, d].flatMap((text) => text ?? []);
    const lines = await runCommand(registerCompare, ['compare', ...args]);
    expect(lastJson(lines)).toMatchObject({ metric: 'ndcg@10_judged', queries: 2 });
    expect(lastJson<{ difference: number }>(lines).difference).toBeGreaterThan(0);
    expect(lines.some((line) => line.startsWith('recall@100'))).toBe(true);
  });
});

describe('tandem depth-curve', () => {
  it('tells quality and cost of every depth, each scored afresh', async () => {
    const lines = await runCommand(registerDepthCurve, ['depth-curve', ...corpus.options, '--depths', '2,3']);
    const { points } = lastJson<{ points: readonly { depth: number; itemsScored: number; quality: number }[] }>(lines);
    expect(points.map(({ depth, itemsScored }) => [depth, itemsScored])).toEqual([
      [2, 2],
      [3, 3],
    ]);
    expect(lines[0]).toMatch(/^depth +ndcg@10_judged/);
  });

  it('refuses a depth that is none', async () => {
    const args = ['depth-curve', ...corpus.options, '--depths', '2,all'];
    await expect(runCommand(registerDepthCurve, args)).rejects.toThrow(/every number of --depths .* got all/);
  });
});
