/** A measurement over time: a sample is searched with the code that serves, graded, and added to history and page. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commitOf } from '../../cli/commit-of.ts';
import { type MeasureRequest, measureOverTime } from '../../cli/measure.ts';
import type { Judge, JudgeInput } from '../../evaluation/judge/judge.ts';
import type { Measurement } from '../../evaluation/over-time/history.ts';
import { type MeasuredCorpus, writeMeasuredCorpus } from '../helpers/measured-corpus.ts';

let folder = '';
let corpus: MeasuredCorpus;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-measure-'));
  corpus = writeMeasuredCorpus(folder);
  vi.stubEnv('TANDEM_BACKEND', 'fake');
  vi.stubEnv('TANDEM_LOG_LEVEL', 'silent');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(console, 'error').mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const isRight = ({ query, document }: JudgeInput): boolean => document.toLowerCase().includes(query);

/** Documents that name what is asked are right, all others poor; those about chefs it cannot grade. */
function titleJudge() {
  const seen: JudgeInput[] = [];
  const judge: Judge = {
    version: 'titles-1',
    reads: 'all',
    batchSize: 4,
    grade: async (inputs) => {
      seen.push(...inputs);
      return inputs.map((input) =>
        input.query === 'chef'
          ? { kind: 'failed', reason: 'knows nothing of kitchens' }
          : { kind: 'graded', probabilities: isRight(input) ? [0, 0, 0, 0, 1] : [1, 0, 0, 0, 0], reason: null },
      );
    },
  };
  return { judge, seen };
}

async function measured(out: string, changes: Partial<MeasureRequest> = {}, judge: Judge = titleJudge().judge) {
  const lines: string[] = [];
  const request: MeasureRequest = {
    corpus: corpus.corpus,
    queries: [corpus.queries],
    perStratum: '10',
    seed: '1',
    out: join(folder, out),
    dataDir: corpus.dataDir,
    ...changes,
  };
  await measureOverTime(judge, request, (text) => lines.push(...text.split('\n')));
  return { lines, measurement: JSON.parse(lines.at(-1) ?? '') as Measurement };
}

const read = (out: string, name: string): string => readFileSync(join(folder, out, name), 'utf8');

describe('tandem measure', () => {
  it('grades what each stratum is shown, and says what was measured', async () => {
    const { measurement } = await measured('first');
    expect(measurement).toMatchObject({ judge: 'titles-1', seed: 1, perStratum: 10, queries: 5, commit: commitOf() });
    expect(measurement.models).toHaveProperty('ranker');
    expect(measurement.rows.map(({ stratum, queries }) => [stratum, queries])).toEqual([
      ['all', 5],
      ['short', 2],
      ['title', 3],
    ]);
    const title = measurement.rows.find(({ stratum }) => stratum === 'title');
    expect(title?.metrics).toMatchObject({
      'ndcg@10': { value: 1 },
      'precision@10': { value: 1 },
      'recall@20': { value: 1 },
      'poor@10': { value: 0 },
    });
  });

  it('counts pairs that the judge could not grade, and leaves them out', async () => {
    const { measurement } = await measured('failing');
    expect(measurement.failed).toBeGreaterThan(0);
    const short = measurement.rows.find(({ stratum }) => stratum === 'short');
    expect(short?.metrics).toMatchObject({ 'ndcg@10': { value: 1 }, 'precision@10': { value: 1 } });
  });

  it('adds a line to the history and draws its page anew, and grades no pair twice', async () => {
    const { judge, seen } = titleJudge();
    const first = await measured('twice', {}, judge);
    const asked = seen.length;
    const second = await measured('twice', {}, judge);
    expect(read('twice', 'history.jsonl')).toBe(`${first.lines.at(-1)}\n${second.lines.at(-1)}\n`);
    expect(read('twice', 'history.html')).toContain('2 measurements');
    expect(seen.slice(asked).every(({ query }) => query === 'chef')).toBe(true);
    expect(second.measurement.rows).toEqual(first.measurement.rows);
  });

  it('tells aspirational queries apart, and samples each stratum', async () => {
    const aspirational = join(folder, 'aspirational.jsonl');
    writeFileSync(aspirational, '{"qid":"a1","text":"truck driver","stratum":"dreams"}\n');
    const { measurement, lines } = await measured('both', { aspirational: [aspirational], perStratum: '1' });
    expect(
      measurement.rows.map(({ origin, stratum, queries, represents }) => [origin, stratum, queries, represents]),
    ).toEqual([
      ['aspirational', 'all', 1, 1],
      ['aspirational', 'dreams', 1, 1],
      ['existing', 'all', 2, 5],
      ['existing', 'short', 1, 2],
      ['existing', 'title', 1, 3],
    ]);
    expect(lines.find((line) => line.includes('dreams'))).toMatch(/ 1 +1\.000 +1\.000/);
  });

  it('refuses a query id that comes twice, a missing vertical and a folder that cannot be made', async () => {
    await expect(measured('no', { aspirational: [corpus.queries] })).rejects.toThrow(/got q0 in two of them/);
    const people = join(folder, 'people.jsonl');
    writeFileSync(people, '{"qid":"p1","text":"nurse","vertical":"people"}\n');
    await expect(measured('no', { queries: [people] })).rejects.toThrow(/names no people=FILE/);
    await expect(measured('no', { out: join(corpus.queries, 'inside') })).rejects.toThrow(
      /expected a folder for measurements/,
    );
  });
});
