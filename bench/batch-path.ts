/**
 * What a batch costs beside its model: tokens, gathering, packing and unpacking, each with the pass that it belongs to, in one run.
 * Run: npx tsx bench/batch-path.ts [--threads 2]
 */

import { parseArgs } from 'node:util';
import { createOnnxBackend } from '../gpu-workers/backends/onnx.ts';
import { fromInt64, toInt64 } from '../gpu-workers/int64.ts';
import {
  decodeInferRequest,
  decodeInferResponse,
  encodeInferRequest,
  encodeInferResponse,
  HEADER_LENGTH,
  type Message,
} from '../gpu-workers/protocol.ts';
import { fp32, int64 } from '../gpu-workers/tensors.ts';
import { answersFrom, requestFor, type WorkItem } from '../gpu-workers/work-items.ts';
import { MODELS_FOLDER } from '../models/manifest.ts';
import { loadTokenizer } from '../models/tokenizer.ts';
import { badInput } from '../runtime/errors.ts';
import { gatherItems } from '../stores/item-vectors.ts';
import { median } from './quantiles.ts';

const DOCUMENTS = 7_412;
const ITEMS = 250;
const QUERY = 'remote backend engineer with kafka in a small team';
const SECONDS = 1;

const { values } = parseArgs({ options: { threads: { type: 'string', default: '2' } } });
const backend = createOnnxBackend({ threads: Number(values.threads) });
const { packed } = backend;
if (packed === null) throw badInput('models/manifest.json has no packed ranker; train and export it first');
const { slots, dimensions } = packed;
const tokenizer = loadTokenizer(`${MODELS_FOLDER}/minilm`);

const all = {
  size: DOCUMENTS,
  slots,
  dimensions,
  codes: Int8Array.from({ length: DOCUMENTS * slots * dimensions }, (_, at) => ((at * 31) % 255) - 127),
  scales: new Float32Array(DOCUMENTS * slots).fill(0.01),
};
const positions = Int32Array.from({ length: ITEMS }, (_, at) => (at * 37) % DOCUMENTS);
const items = gatherItems([all], positions);
const BINARY = { wantsBinary: true } as const;
const pairs = Array.from(
  positions,
  (position): WorkItem => ({ kind: 'packed', query: QUERY, indexVersion: 'v', position, slots }),
);
const request = encodeInferRequest(requestFor(pairs, 'request'));
const scores = fp32([ITEMS, 3], new Float32Array(ITEMS * 3).fill(0.5));
const scored = encodeInferResponse({ modelName: 'ranker', parameters: {}, outputs: { score: scores } }, BINARY);

const rows = Int32Array.from({ length: DOCUMENTS }, (_, row) => row);
const nearest: WorkItem = {
  kind: 'search',
  request: { vertical: 'jobs', indexVersion: 'v', query: new Float32Array(dimensions), k: DOCUMENTS, filter: null },
};
const outputs = { id: int64([1, DOCUMENTS], toInt64(rows)), score: fp32([1, DOCUMENTS], new Float32Array(DOCUMENTS)) };
const found = encodeInferResponse({ modelName: 'index-jobs', parameters: {}, outputs }, BINARY);
const answer = (message: Message, asked: readonly WorkItem[]): unknown =>
  answersFrom(decodeInferResponse(message.headers[HEADER_LENGTH], message.body), asked);

const rowsOfTable: readonly (readonly [string, () => unknown])[] = [
  ['embed: tokens of a query', () => tokenizer.encode(QUERY, 64)],
  ['embed: pass of a query', () => backend.embed([QUERY], ['query'])],
  ['understand: tokens of a query', () => tokenizer.encodePieces(QUERY)],
  ['understand: pass of a query', () => backend.understand([QUERY])],
  [`score: gateway packs ${ITEMS} items`, () => encodeInferRequest(requestFor(pairs, 'request'))],
  [`score: worker unpacks ${ITEMS} items`, () => decodeInferRequest(request.headers[HEADER_LENGTH], request.body)],
  [`score: worker gathers ${ITEMS} items`, () => gatherItems([all], positions)],
  [`score: pass of ${ITEMS} items`, () => packed.score({ queries: [QUERY], queryOf: new Int32Array(ITEMS), items })],
  [`score: gateway unpacks ${ITEMS} items`, () => answer(scored, pairs)],
  [`search: ${DOCUMENTS} positions to the wire`, () => toInt64(rows)],
  ['search: the same with BigInt64Array.from', () => BigInt64Array.from(rows, BigInt)],
  [`search: ${DOCUMENTS} positions from the wire`, () => fromInt64(outputs.id.data as BigInt64Array)],
  ['search: the same with Int32Array.from', () => Int32Array.from(outputs.id.data as BigInt64Array, Number)],
  [`search: gateway unpacks ${DOCUMENTS} answers`, () => answer(found, [nearest])],
];
for (const [what, run] of rowsOfTable) {
  console.log(`${what.padEnd(46)} ${(await medianMs(run)).toFixed(3).padStart(9)} ms`);
}

async function medianMs(run: () => unknown): Promise<number> {
  const times: number[] = [];
  await run();
  for (const endMs = performance.now() + SECONDS * 1_000; performance.now() < endMs; ) {
    const startMs = performance.now();
    await run();
    times.push(performance.now() - startMs);
  }
  return median(times);
}
