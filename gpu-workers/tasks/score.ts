/** Serves `ranker`: queries with documents of an index version, or with texts, in; p_yes and further objectives out. */

import { badInput, TandemError } from '../../runtime/errors.ts';
import { gatherItems, type ItemVectors } from '../../stores/item-vectors.ts';
import type { VersionPart } from '../../stores/version-parts.ts';
import type { Scores } from '../backends/answers.ts';
import type { Backend, Pair } from '../backends/backend.ts';
import type { PackedRanker } from '../backends/packed.ts';
import { createKeptVersions } from '../kept-versions.ts';
import type { InferRequest } from '../protocol.ts';
import { input, stringParameter } from '../request-inputs.ts';
import type { ServedModel } from '../served-model.ts';
import { fp32 } from '../tensors.ts';

/** Where the item vectors of an index version are read from. */
export interface ItemSource {
  readonly parts: (version: string) => Promise<readonly VersionPart[]>;
  readonly load: (segment: string) => Promise<ItemVectors>;
}

/** Any usable ranker prefers the first text. */
const PROBE: readonly Pair[] = [
  { query: 'night nurse', text: 'Night nurse | City Hospital | full-time | You will care for patients at night.' },
  { query: 'night nurse', text: 'Diesel mechanic | Road Garage | full-time | You will repair engines of trucks.' },
];
/** Between the machine that wrote the known answer and this one. */
const PROBE_TOLERANCE = 0.02;
/** The newest and the one before it of jobs and of people. */
const VERSIONS_KEPT = 4;

export function serveScore(backend: Backend, source: ItemSource): ServedModel {
  const { packed } = backend;
  const itemsOf = createKeptVersions({ ...source, open: (_, items: readonly ItemVectors[]) => items }, VERSIONS_KEPT);
  return {
    name: 'ranker',
    task: 'score',
    inputs: [
      { name: 'query', datatype: 'BYTES', shape: [-1] },
      { name: 'query_of', datatype: 'INT32', shape: [-1] },
      { name: 'document', datatype: 'INT64', shape: [-1] },
      { name: 'text', datatype: 'BYTES', shape: [-1] },
      ...(packed === null ? [] : itemInputs(packed)),
    ],
    outputs: [{ name: 'score', datatype: 'FP32', shape: [-1, -1] }],
    infer: async (request) => {
      const { scores, objectives, tokenizeMs, computeMs } = await scoresOf(request, backend, itemsOf);
      const items = scores.length / Math.max(1, objectives);
      return { outputs: { score: fp32([items, objectives], scores) }, items, tokenizeMs, computeMs };
    },
    probe: () => (packed === null ? probeTexts(backend) : probePacked(packed)),
    ...(packed === null
      ? {}
      : { load: async (parameters) => void (await itemsOf(stringParameter(parameters, 'index_version'))) }),
  };
}

/** Item vectors that the caller has: codes and their scales, as `packItem` of stores/item-vectors.ts makes them. */
function itemInputs({ slots, dimensions }: PackedRanker): ServedModel['inputs'] {
  return [
    { name: 'item', datatype: 'INT8', shape: [-1, slots, dimensions] },
    { name: 'item_scale', datatype: 'FP32', shape: [-1, slots] },
  ];
}

type ItemsOf = (version: string) => Promise<readonly ItemVectors[]>;

async function scoresOf(request: InferRequest, backend: Backend, itemsOf: ItemsOf): Promise<Scores> {
  const queries = input(request, 'query', 'BYTES').data;
  const given = ['document', 'text', 'item'].filter((name) => request.inputs[name] !== undefined);
  if (given.length !== 1)
    throw badInput(
      `expected one of the inputs "document" INT64, "text" BYTES and "item" INT8, got ${given.join(' and ') || 'none'}`,
    );
  if (given[0] === 'text') return backend.score(pairsOf(request, queries));
  if (backend.packed === null)
    throw badInput(`the input "${given[0]}" needs a packed ranker, and this worker has none; send "text"`);
  const items = given[0] === 'item' ? givenItems(request, backend.packed) : await namedItems(request, itemsOf);
  const queryOf = queryPlaces(request, queries.length, { name: given[0] ?? '', count: items.size });
  return backend.packed.score({ queries, queryOf, items });
}

async function namedItems(request: InferRequest, itemsOf: ItemsOf): Promise<ItemVectors> {
  const items = await itemsOf(stringParameter(request.parameters, 'index_version'));
  const size = items.reduce((sum, part) => sum + part.size, 0);
  return gatherItems(items, checkedPositions(input(request, 'document', 'INT64').data, size));
}

function givenItems(request: InferRequest, { slots, dimensions }: PackedRanker): ItemVectors {
  const [codes, scales] = [input(request, 'item', 'INT8'), input(request, 'item_scale', 'FP32')];
  const size = codes.shape[0] ?? 0;
  if (scales.data.length !== size * slots)
    throw badInput(`"item_scale" must be [${size}, ${slots}] for ${size} items, got [${scales.shape.join(', ')}]`);
  return { size, slots, dimensions, codes: codes.data, scales: scales.data };
}

function checkedPositions(positions: BigInt64Array, size: number): Int32Array {
  return Int32Array.from(positions, (position, index) => {
    if (position >= 0n && position < BigInt(size)) return Number(position);
    throw badInput(`document[${index}] must be a position of the index version, 0 to ${size - 1}, got ${position}`);
  });
}

function pairsOf(request: InferRequest, queries: readonly string[]): readonly Pair[] {
  const texts = input(request, 'text', 'BYTES').data;
  const queryOf = queryPlaces(request, queries.length, { name: 'text', count: texts.length });
  return texts.map((text, index) => ({ query: queries[queryOf[index] ?? -1] ?? '', text }));
}

/** The place of the query of each document or text. Throws BAD_USER_INPUT unless every one of them names a query. */
function queryPlaces(
  request: InferRequest,
  queries: number,
  { name, count }: { readonly name: string; readonly count: number },
): Int32Array {
  const queryOf = input(request, 'query_of', 'INT32').data;
  if (queryOf.length !== count)
    throw badInput(`"query_of" has ${queryOf.length} elements and "${name}" ${count}; one a ${name}`);
  const wrong = queryOf.findIndex((query) => query < 0 || query >= queries);
  if (wrong >= 0) throw badInput(`query_of[${wrong}] must be 0 to ${queries - 1}, got ${queryOf[wrong]}`);
  return queryOf;
}

async function probeTexts(backend: Backend): Promise<void> {
  const { scores, objectives } = await backend.score(PROBE);
  const [met, unmet] = [scores[0] ?? Number.NaN, scores[objectives] ?? Number.NaN];
  if (met > unmet) return;
  throw new TandemError(
    'MODEL_INVALID',
    `ranker: expected the nurse above the mechanic for "night nurse", got p ${met} and ${unmet}`,
  );
}

async function probePacked(packed: PackedRanker): Promise<void> {
  const known = await packed.probe();
  if (known === null) return;
  const { batch, scores } = known;
  const got = (await packed.score(batch)).scores;
  const isSame = scores.every((score, at) => Math.abs((got[at] ?? Number.NaN) - score) <= PROBE_TOLERANCE);
  if (isSame && got.length === scores.length) return;
  throw new TandemError(
    'MODEL_INVALID',
    `ranker: expected p ${[...scores].join(', ')} of its probe within ${PROBE_TOLERANCE}, got ${[...got].join(', ')}`,
  );
}
