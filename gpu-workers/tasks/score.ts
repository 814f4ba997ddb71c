/** Serves `ranker`: queries, texts and which query each text is read against in; p_yes and further objectives out. */

import { badInput, TandemError } from '../../runtime/errors.ts';
import type { Backend, Pair } from '../backends/backend.ts';
import type { InferRequest } from '../protocol.ts';
import { input } from '../request-inputs.ts';
import type { ServedModel } from '../served-model.ts';
import { fp32 } from '../tensors.ts';

/** Any usable ranker prefers the first text. */
const PROBE: readonly Pair[] = [
  { query: 'night nurse', text: 'Night nurse | City Hospital | full-time | You will care for patients at night.' },
  { query: 'night nurse', text: 'Diesel mechanic | Road Garage | full-time | You will repair engines of trucks.' },
];

export function serveScore(backend: Backend): ServedModel {
  return {
    name: 'ranker',
    task: 'score',
    inputs: [
      { name: 'query', datatype: 'BYTES', shape: [-1] },
      { name: 'query_of', datatype: 'INT32', shape: [-1] },
      { name: 'text', datatype: 'BYTES', shape: [-1] },
    ],
    outputs: [{ name: 'score', datatype: 'FP32', shape: [-1, -1] }],
    infer: async (request) => {
      const pairs = pairsOf(request);
      const { scores, objectives, tokenizeMs, computeMs } = await backend.score(pairs);
      return {
        outputs: { score: fp32([pairs.length, objectives], scores) },
        items: pairs.length,
        tokenizeMs,
        computeMs,
      };
    },
    probe: async () => {
      const { scores, objectives } = await backend.score(PROBE);
      const [met, unmet] = [scores[0] ?? Number.NaN, scores[objectives] ?? Number.NaN];
      if (met > unmet) return;
      throw new TandemError(
        'MODEL_INVALID',
        `ranker: expected the nurse above the mechanic for "night nurse", got p ${met} and ${unmet}`,
      );
    },
  };
}

function pairsOf(request: InferRequest): readonly Pair[] {
  const queries = input(request, 'query', 'BYTES').data;
  const queryOf = input(request, 'query_of', 'INT32').data;
  const texts = input(request, 'text', 'BYTES').data;
  if (queryOf.length !== texts.length)
    throw badInput(`"query_of" has ${queryOf.length} elements and "text" ${texts.length}; one a text`);
  return texts.map((text, index) => {
    const query = queries[queryOf[index] ?? -1];
    if (query === undefined)
      throw badInput(`query_of[${index}] must be 0 to ${queries.length - 1}, got ${queryOf[index]}`);
    return { query, text };
  });
}
