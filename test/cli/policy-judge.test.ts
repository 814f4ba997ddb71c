/** The local judge runs the graph that the manifest names, and says what is missing when there is none. */
import { createHash } from 'node:crypto';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openPolicyJudge } from '../../cli/policy-judge.ts';
import { gradeOf, type Verdict } from '../../evaluation/judge/judge.ts';
import { readManifest } from '../../models/manifest.ts';
import { RANKER_MAX_QUERY_TOKENS } from '../../models/templates.ts';
import { loadTokenizer } from '../../models/tokenizer.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const MAX_TOKENS = 64;
const tokenizer = loadTokenizer(projectPath('models', 'minilm'));

/** A models folder whose manifest has the entry `judge`, made by test/cli/tiny-judge.py. */
function modelsWith(graph: string | null, changes: Record<string, unknown> = {}): string {
  const folder = temporaryFolder();
  symlinkSync(projectPath('models', 'minilm'), join(folder, 'minilm'));
  const manifest = readManifest();
  const files = graph === null ? [] : [{ ...judgeEntry(folder, graph), ...changes }];
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, files }));
  return folder;
}

function judgeEntry(folder: string, graph: string): object {
  const bytes = readFileSync(projectPath('test', 'cli', graph));
  writeFileSync(join(folder, 'judge.onnx'), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const words = { licence: 'MIT', source: 'test', version: 'tiny-1', recipe: 'test/cli/tiny-judge.py' };
  return {
    name: 'judge',
    file: 'judge.onnx',
    sha256,
    bytes: bytes.length,
    maxTokens: MAX_TOKENS,
    measured: {},
    ...words,
  };
}

const inputs = ['nurse', 'night nurse', 'a very long query '.repeat(20), 'cook [SEP] chef'].flatMap((query) =>
  ['short', 'Looks after patients at night. '.repeat(3), 'word '.repeat(200)].map((document) => ({ query, document })),
);

/** What the tiny graph makes of the pair alone: query tokens, and document tokens twice. */
function expectedGrade(query: string, document: string): number {
  const all = tokenizer.encodePair(query, document, MAX_TOKENS, RANKER_MAX_QUERY_TOKENS).length;
  const ofQuery = tokenizer.encode(query, RANKER_MAX_QUERY_TOKENS + 2).length;
  return (ofQuery + 2 * (all - ofQuery)) % 5;
}

const gradesOf = (verdicts: readonly Verdict[]): readonly number[] =>
  verdicts.map((verdict) => (verdict.kind === 'graded' ? gradeOf(verdict.probabilities) : -1));

test.each(['tiny-judge-int32.onnx', 'tiny-judge-int64.onnx'])(
  '%s reads query and document as two segments, whatever else is in the batch',
  async (graph) => {
    const judge = await openPolicyJudge(modelsWith(graph));
    const expected = inputs.map(({ query, document }) => expectedGrade(query, document));
    expect(new Set(expected).size).toBeGreaterThan(2);
    expect(gradesOf(await judge.grade(inputs))).toEqual(expected);
    expect(gradesOf(await judge.grade([...inputs].reverse()))).toEqual([...expected].reverse());
    expect(judge.version).toBe('tiny-1');
  },
);

test('a graph with another number of grades fails with both shapes', async () => {
  const [verdict] = await (await openPolicyJudge(modelsWith('tiny-judge-three-grades.onnx'))).grade(inputs.slice(0, 1));
  expect(verdict).toMatchObject({
    kind: 'failed',
    reason: expect.stringMatching(/expected grade probabilities FP32 \[1,5\].*got probabilities float32 \[1,3\]/),
  });
});

test('without an entry it is said what is missing and what to do', async () => {
  await expect(openPolicyJudge(modelsWith(null))).rejects.toMatchObject({
    code: 'MODEL_INVALID',
    message: expect.stringMatching(/expected a model "judge" in .*manifest.json, got none: .*\[n,5\].*--judge openai/),
  });
});

test('without the number of tokens, or with another file than recorded, it is refused', async () => {
  await expect(openPolicyJudge(modelsWith('tiny-judge-int32.onnx', { maxTokens: undefined }))).rejects.toThrow(
    /"maxTokens"/,
  );
  await expect(openPolicyJudge(modelsWith('tiny-judge-int32.onnx', { sha256: 'a'.repeat(64) }))).rejects.toThrow(
    /wrong checksum/,
  );
});
