/** Reads models/manifest.json and refuses a model file whose checksum is not the one recorded there. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { TandemError } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';

const ModelFile = z.object({
  name: z.string(),
  /** Path beside the manifest. */
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.number().int().positive(),
  licence: z.string(),
  source: z.string(),
  /** Goes into cache keys and `Search.ranking`. */
  version: z.string(),
  dimensions: z.number().int().positive().optional(),
  maxTokens: z.number().int().positive().optional(),
  /** Vectors an item, of the item encoder. */
  slots: z.number().int().positive().optional(),
  /** Names of files that this one cannot be read without. */
  needs: z.array(z.string()).optional(),
  inputs: z.array(z.string()).optional(),
  outputs: z.array(z.string()).optional(),
  recipe: z.string(),
  measured: z.record(z.string(), z.union([z.number(), z.string()])),
});

/** Points of a rising curve from p 0 to p 1; straight lines between. */
const Curve = z.array(z.tuple([z.number(), z.number()])).min(2);

const Manifest = z.object({
  files: z.array(ModelFile),
  /** Cosine of query and document that a match without a shared keyword must reach. */
  relevanceFloor: z.object({ jobs: z.number(), people: z.number() }),
  /** What is added to the cosine before the nearest documents are chosen; nothing when absent. */
  retrievalTerms: z
    .object({
      freshness: z.object({ weight: z.number(), halfLifeDays: z.number().positive() }).optional(),
      /** `full`: popularity of stores/popularity.ts from which on a document has all of the weight. */
      popularity: z.object({ weight: z.number(), full: z.number().positive() }).optional(),
    })
    .optional(),
  /** [relevance, expected grade 0..4] */
  gradeCurve: Curve,
  /** [p of the default ranker, p that was observed] an objective; one that is absent is taken as it is. */
  calibration: z.object({ relevance: Curve.optional(), click: Curve.optional(), apply: Curve.optional() }).optional(),
});

export type ModelFile = z.infer<typeof ModelFile>;
export type Manifest = z.infer<typeof Manifest>;

/** Folder of the model files; the same for sources and build. */
export const MODELS_FOLDER: string = projectPath('models');

export function readManifest(folder: string = MODELS_FOLDER): Manifest {
  const path = join(folder, 'manifest.json');
  const parsed = Manifest.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new TandemError('MODEL_INVALID', `${path} does not have the expected fields: ${z.prettifyError(parsed.error)}`);
}

/** The entry of a model; throws when the manifest has none of that name. */
export function modelFile(manifest: Manifest, name: string): ModelFile {
  const found = manifest.files.find((entry) => entry.name === name);
  if (found !== undefined) return found;
  const known = manifest.files.map((entry) => entry.name).join(', ');
  throw new TandemError('MODEL_INVALID', `models/manifest.json has no model "${name}"; it has ${known}`);
}

export function hasModel(manifest: Manifest, name: string): boolean {
  return manifest.files.some((entry) => entry.name === name);
}

/** Path of a model file whose sha256, and that of the files it needs, was found to be the recorded one; throws otherwise. */
export async function verifiedModelPath(
  manifest: Manifest,
  name: string,
  folder: string = MODELS_FOLDER,
): Promise<string> {
  const entry = modelFile(manifest, name);
  const path = join(folder, entry.file);
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash);
  } catch (error) {
    throw new TandemError(
      'MODEL_INVALID',
      `model file ${path} cannot be read; get it with "git checkout models/${entry.file}"`,
      {},
      error,
    );
  }
  const got = hash.digest('hex');
  if (got !== entry.sha256) {
    throw new TandemError(
      'MODEL_INVALID',
      `model file ${path} has the wrong checksum: expected sha256 ${entry.sha256}, got ${got}; restore it with "git checkout models/${entry.file}"`,
    );
  }
  await Promise.all((entry.needs ?? []).map((other) => verifiedModelPath(manifest, other, folder)));
  return path;
}

/** Expected grade 0..4 of a relevance 0..1, read from the manifest's curve. */
export function expectedGrade(manifest: Manifest, relevance: number): number {
  return onCurve(manifest.gradeCurve, relevance);
}

/** Height of a curve at x: straight lines between its points, level beyond them. */
export function onCurve(points: readonly (readonly [number, number])[], x: number): number {
  const above = points.findIndex(([at]) => at >= x);
  const [lowX, low] = points[Math.max(0, above === -1 ? points.length - 1 : above - 1)] ?? [0, 0];
  const [highX, high] = points[above === -1 ? points.length - 1 : above] ?? [1, 1];
  return highX === lowX ? high : low + ((x - lowX) / (highX - lowX)) * (high - low);
}
