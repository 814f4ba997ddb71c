/** Which ranker reads the documents of an index version: the packed one where their item vectors are there, else full text. */
import { hasModel, type Manifest, modelFile } from '../../models/manifest.ts';
import { itemVersion } from '../../models/templates.ts';
import type { Config } from '../../runtime/config.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';

export interface PackedChoice {
  readonly kind: 'packed';
  readonly version: string;
  /** Of the item vectors that it reads. */
  readonly itemVersion: string;
  /** Vectors an item. */
  readonly slots: number;
}

export interface FullTextChoice {
  readonly kind: 'full-text';
  readonly version: string;
}

export type RankerChoice = PackedChoice | FullTextChoice;

/** What this process can rank with; never both null. */
export interface Rankers {
  readonly packed: PackedChoice | null;
  readonly fullText: FullTextChoice | null;
}

/** `versionOf` tells the version that item vectors carry from that of their model. Throws CONFIG_INVALID when no ranker is there. */
export function rankersOf(
  manifest: Manifest,
  preferred: Config['TANDEM_RANKER'],
  versionOf: (modelVersion: string) => string = itemVersion,
): Rankers {
  const fullText: FullTextChoice | null = hasModel(manifest, 'full-text')
    ? { kind: 'full-text', version: modelFile(manifest, 'full-text').version }
    : null;
  const packed = preferred === 'packed' ? packedChoice(manifest, versionOf) : null;
  if (packed !== null || fullText !== null) return { packed, fullText };
  const known = manifest.files.map(({ name }) => name).join(', ');
  throw new TandemError(
    'CONFIG_INVALID',
    `TANDEM_RANKER is ${preferred}, and models/manifest.json has no such ranker; it has ${known}`,
  );
}

function packedChoice(manifest: Manifest, versionOf: (modelVersion: string) => string): PackedChoice | null {
  if (!hasModel(manifest, 'ranker') || !hasModel(manifest, 'item-encoder')) return null;
  const { version, slots = 1 } = modelFile(manifest, 'item-encoder');
  return { kind: 'packed', version: modelFile(manifest, 'ranker').version, itemVersion: versionOf(version), slots };
}

/** Throws INDEX_INVALID when neither ranker can read the index version. */
export function rankerOf(snapshot: Pick<IndexSnapshot, 'vertical' | 'itemVersion'>, rankers: Rankers): RankerChoice {
  const problem = itemsProblem(snapshot, rankers);
  if (problem === null && rankers.packed !== null) return rankers.packed;
  if (rankers.fullText !== null) return rankers.fullText;
  throw problem;
}

/** Why the packed ranker cannot read an index version; null when it can, or is not served. */
export function itemsProblem(
  { vertical, itemVersion: got }: Pick<IndexSnapshot, 'vertical' | 'itemVersion'>,
  { packed }: Rankers,
): TandemError | null {
  if (packed === null || packed.itemVersion === got) return null;
  const found = got === null ? 'no item vectors' : `item vectors of ${got}`;
  return new TandemError(
    'INDEX_INVALID',
    `the index of ${vertical} has ${found}, but the packed ranker reads those of ${packed.itemVersion}; ingest again, or set TANDEM_RANKER=full-text`,
    { expected: packed.itemVersion, got: got ?? 'none' },
  );
}
