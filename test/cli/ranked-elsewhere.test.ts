/** Scores that another server computed are kept apart from ours. */
import { expect, it } from 'vitest';
import { namedAfterServer } from '../../cli/ranked-elsewhere.ts';
import { readManifest } from '../../models/manifest.ts';
import { rankersOf } from '../../search/rank/rankers.ts';

const rankers = rankersOf(readManifest(), 'packed');
const named = (
  backend: 'onnx' | 'inference-protocol' | 'rerank' | 'sglang',
  model?: string,
  url = 'http://me:word@inside.example:8000',
) => namedAfterServer({ TANDEM_BACKEND: backend, TANDEM_BACKEND_URL: url, TANDEM_BACKEND_MODEL: model }, rankers);

it.each(['onnx', 'inference-protocol'] as const)('%s computes with our models, under their names', (backend) => {
  expect(named(backend)).toEqual(rankers);
});

it('each server that ranks, and each model there, has a name of its own', () => {
  const names = [rankers, named('rerank'), named('rerank', 'b'), named('rerank', 'b', 'http://c'), named('sglang')].map(
    ({ fullText }) => fullText?.version,
  );
  expect(new Set(names).size).toBe(5);
  expect(named('sglang').packed).toEqual({ ...rankers.packed, version: expect.stringMatching(/^sglang /) });
});

it('that name, which every caller reads, tells nothing of the address', () => {
  expect(JSON.stringify(named('sglang'))).not.toMatch(/http|me:|word|inside|8000/);
});
