/** The command around a judge: files in, tables and one line of numbers out, and going on where it was stopped. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { measureJudge } from '../../cli/judge.ts';
import type { Judge, JudgeInput, Verdict } from '../../evaluation/judge/judge.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const TITLES = ['Cook', 'Night Nurse', 'Day Nurse', 'Baker', 'Chief Nurse', 'Driver'];

function files() {
  const folder = temporaryFolder();
  const write = (name: string, lines: readonly string[]): string => {
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(''));
    return join(folder, name);
  };
  const jobs = TITLES.map((title, index) => JSON.stringify({ id: `d${index}`, title, description: 'Real work.' }));
  const queries = ['j1', 'j2'].map((qid) =>
    JSON.stringify({ qid, text: `nurse ${qid}`, vertical: 'jobs', category: qid === 'j1' ? 'title' : 'negation' }),
  );
  const person = JSON.stringify({ id: 'x1', name: 'Zoë Óskarsdóttir', headline: 'Nurse' });
  return {
    corpus: `jobs=${write('jobs.jsonl', jobs)},people=${write('people.jsonl', [person])}`,
    queries: [
      write('jobs-queries.jsonl', queries),
      write('people-queries.jsonl', [JSON.stringify({ qid: 'p1', text: 'nurse', vertical: 'people' })]),
    ],
    judgments: [
      write(
        'jobs.tsv',
        ['j1', 'j2'].flatMap((qid) => TITLES.map((_, index) => `${qid}\td${index}\t${index % 5}`)),
      ),
      write('people.tsv', ['p1\tx1\t4', 'p1\tgone\t2']),
    ],
    seed: '1',
    out: join(folder, 'grades.jsonl'),
  };
}

function fakeJudge(gradeOf: (input: JudgeInput) => number | null) {
  const seen: JudgeInput[] = [];
  const verdictOf = (input: JudgeInput): Verdict => {
    seen.push(input);
    const grade = gradeOf(input);
    return grade === null
      ? { kind: 'failed', reason: 'expected a grade, got a poem' }
      : { kind: 'graded', probabilities: [0, 1, 2, 3, 4].map((one) => (one === grade ? 1 : 0)), reason: null };
  };
  const judge: Judge = {
    version: 'fake-1',
    reads: 'all',
    batchSize: 5,
    grade: async (inputs) => inputs.map(verdictOf),
  };
  return { judge, seen };
}

const right = ({ document }: JudgeInput): number => {
  const index = TITLES.findIndex((title) => document.startsWith(title));
  return index < 0 ? 4 : index % 5;
};

async function printed(judge: Judge, request: Parameters<typeof measureJudge>[1]) {
  const texts: string[] = [];
  await measureJudge(judge, request, (text) => texts.push(text));
  return { text: texts.join('\n'), numbers: JSON.parse(texts.at(-1) ?? '') };
}

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.spyOn(console, 'error').mockReturnValue(undefined);
});

test('a judge that is right has kappa 1 over both verticals, and the last line has the numbers', async () => {
  const { text, numbers } = await printed(fakeJudge(right).judge, files());
  expect(numbers).toMatchObject({
    judge: 'fake-1',
    pairs: 13,
    missing: 1,
    failed: 0,
    reused: 0,
    graded: 13,
    queries: 3,
    kappaLinear: 1,
    kappaQuadratic: 1,
    kappaLinearInterval: [1, 1],
    sameSide: 1,
    kappaLinearByVertical: { jobs: 1, people: null },
    confusion: [
      [4, 0, 0, 0, 0],
      [0, 2, 0, 0, 0],
      [0, 0, 2, 0, 0],
      [0, 0, 0, 2, 0],
      [0, 0, 0, 0, 3],
    ],
    seed: 1,
  });
  expect(text).toMatch(/^linear +1\.0000 +1\.0000 to 1\.0000$/m);
  expect(text).toMatch(/^given grade +pairs/m);
});

test('the category of most disagreement comes first', async () => {
  const generous = (input: JudgeInput): number => (input.query.endsWith('j2') ? 4 : right(input));
  const { text, numbers } = await printed(fakeJudge(generous).judge, files());
  expect(numbers.kappaLinear).toBeLessThan(1);
  expect(text.indexOf('\nnegation')).toBeGreaterThan(0);
  expect(text.indexOf('\nnegation')).toBeLessThan(text.indexOf('\ntitle'));
});

test('a failed pair is told on standard error, and the next run grades it alone', async () => {
  const request = files();
  const first = await printed(
    fakeJudge((input) => (input.document.startsWith('Baker') ? null : right(input))).judge,
    request,
  );
  expect(first.numbers).toMatchObject({ graded: 11, failed: 2 });
  expect(console.error).toHaveBeenCalledWith('j1 d3: expected a grade, got a poem');
  const { judge, seen } = fakeJudge(right);
  expect((await printed(judge, request)).numbers).toMatchObject({ graded: 13, failed: 0, reused: 11, kappaLinear: 1 });
  expect(seen.map(({ document }) => document.split('\n')[0])).toEqual(['Baker', 'Baker']);
  expect(readFileSync(request.out, 'utf8').trim().split('\n')).toHaveLength(13);
});

test('a limit draws pairs by the seed, and a larger one adds to them', async () => {
  const request = files();
  expect((await printed(fakeJudge(right).judge, { ...request, limit: '4' })).numbers).toMatchObject({
    pairs: 4,
    graded: 4,
  });
  const { judge, seen } = fakeJudge(right);
  expect((await printed(judge, { ...request, limit: '7' })).numbers).toMatchObject({ pairs: 7, reused: 4 });
  expect(seen).toHaveLength(3);
});

test('files that have no pair in common are refused', async () => {
  const { judgments, ...request } = files();
  await expect(
    measureJudge(fakeJudge(right).judge, { ...request, judgments: judgments.slice(0, 0) }, () => {}),
  ).rejects.toThrow(/expected judged pairs of the queries in the corpus, got none/);
});
