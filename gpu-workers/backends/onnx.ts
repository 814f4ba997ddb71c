/** The backend that runs our models with ONNX Runtime. */

import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { hasModel, MODELS_FOLDER, modelFile, readManifest, verifiedModelPath } from '../../models/manifest.ts';
import { ENCODER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS, RANKER_MAX_TOKENS } from '../../models/templates.ts';
import { loadTokenizer, type Tokenizer } from '../../models/tokenizer.ts';
import type { Device } from '../../runtime/devices.ts';
import { packItem, unpackItems } from '../../stores/item-vectors.ts';
import { distinctQueries } from '../distinct-queries.ts';
import type { Scores } from './answers.ts';
import type { Backend, Pair } from './backend.ts';
import { openModel, type Place } from './device.ts';
import { openOnnxMatrix } from './onnx-matrix.ts';
import { createOnnxPacked } from './onnx-packed.ts';
import { matrixPlace } from './onnx-tiles.ts';
import { understandTexts } from './onnx-understanding.ts';
import type { PackedRanker } from './packed.ts';
import { runTexts } from './run-texts.ts';

export interface OnnxOptions {
  /** Threads that compute inside one operator. */
  readonly threads: number;
  /** The CPU unless told. */
  readonly device?: Device;
  readonly modelsFolder?: string;
}

/** Sessions are opened by their first use, so that a worker holds only the models of its pool. */
export function createOnnxBackend(options: OnnxOptions): Backend {
  const folder = options.modelsFolder ?? MODELS_FOLDER;
  const manifest = readManifest(folder);
  const place: Place = { threads: options.threads, device: options.device ?? 'cpu' };
  const tokenizer = once(() => loadTokenizer(join(folder, 'minilm')));
  const opened = new Map<string, Promise<InferenceSession>>();
  const session = (name: string): Promise<InferenceSession> => {
    const known = opened.get(name) ?? verifiedModelPath(manifest, name, folder).then((path) => openModel(path, place));
    opened.set(name, known);
    return known;
  };
  const packed = createOnnxPacked({ manifest, folder, tokenizer, session });
  const dimensions = modelFile(manifest, 'encoder').dimensions ?? 384;
  const scoreTexts = async (pairs: readonly Pair[]): Promise<Scores> => {
    const encode = ({ query, text }: Pair, with_: Tokenizer): Int32Array =>
      with_.encodePair(query, text, RANKER_MAX_TOKENS, RANKER_MAX_QUERY_TOKENS);
    const run = await runTexts(await session('full-text'), tokenizer(), pairs, encode, 'score');
    return { objectives: run.width, scores: run.numbers, tokenizeMs: run.tokenizeMs, computeMs: run.computeMs };
  };
  return {
    name: 'onnx',
    dimensions,
    packed,
    embed: async (texts) => {
      const encode = (text: string, with_: Tokenizer): Int32Array => with_.encode(text, ENCODER_MAX_TOKENS);
      const run = await runTexts(await session('encoder'), tokenizer(), texts, encode, 'embedding');
      return { dimensions, vectors: run.numbers, tokenizeMs: run.tokenizeMs, computeMs: run.computeMs };
    },
    score: (pairs) =>
      packed === null || hasModel(manifest, 'full-text') ? scoreTexts(pairs) : scoreOnTheFly(pairs, packed),
    understand: async (texts) => understandTexts(await session('understanding'), tokenizer(), texts),
    loadMatrix: (table) => openOnnxMatrix(table, matrixPlace(place)),
    close: async () => undefined,
  };
}

/** Without a full-text ranker, texts become items that are read once. */
async function scoreOnTheFly(pairs: readonly Pair[], packed: PackedRanker): Promise<Scores> {
  const { vectors, tokenizeMs, computeMs } = await packed.encode(pairs.map(({ text }) => text));
  const width = packed.slots * packed.dimensions;
  const items = pairs.map((_, at) => packItem(vectors.subarray(at * width, (at + 1) * width), packed));
  const scores = await packed.score({ ...distinctQueries(pairs), items: unpackItems(Buffer.concat(items), packed) });
  return { ...scores, tokenizeMs: tokenizeMs + scores.tokenizeMs, computeMs: computeMs + scores.computeMs };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
