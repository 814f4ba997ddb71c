/** Refuses to serve an index whose vectors another encoder made: their cosines with our queries would mean nothing. */

import { type Manifest, modelFile } from '../models/manifest.ts';
import { TandemError } from '../runtime/errors.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';

/** Throws INDEX_INVALID when the vectors are not of the manifest's encoder. Not for the fake backend, whose versions are its own. */
export function checkEncoder(
  { vertical, encoderVersion }: Pick<IndexSnapshot, 'vertical' | 'encoderVersion'>,
  manifest: Manifest,
): void {
  const served = modelFile(manifest, 'encoder').version;
  if (encoderVersion === served) return;
  throw new TandemError(
    'INDEX_INVALID',
    `the index of ${vertical} has vectors of the encoder ${encoderVersion}, but ${served} is served; ingest again`,
    { expected: served, got: encoderVersion },
  );
}
