/** What `tandem doctor` finds in the data directory: whether it can be used, and which index versions answer searches. */

import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readManifest } from '../models/manifest.ts';
import type { Config } from '../runtime/config.ts';
import { VERTICALS, type Vertical } from '../stores/documents.ts';
import { checkSegment, readDescription } from '../stores/segment-files.ts';
import { segmentFolder } from '../stores/segment-format.ts';
import { readPointer } from '../stores/segment-pointer.ts';
import { readVersionParts } from '../stores/version-parts.ts';
import { checkEncoder } from './check-encoder.ts';
import { type Finding, failed, findingOf, note, ok } from './doctor-findings.ts';
import { checkRoom } from './doctor-room.ts';

/** Looks only: makes no folder and opens no store. */
export async function checkData(config: Config): Promise<readonly Finding[]> {
  const folder = resolve(config.TANDEM_DATA_DIR);
  const found = await nearestThere(folder);
  const isWritable = await holds(access(found, constants.W_OK));
  if (!isWritable)
    return [failed('data directory', `${found} cannot be written`, 'change its owner, or set TANDEM_DATA_DIR')];
  if (found !== folder) return [note('data directory', `${folder} is not there yet; the first start makes it`)];
  const indexes = await Promise.all(VERTICALS.map((vertical) => checkIndex(config, vertical)));
  return [ok('data directory', folder), await checkRoom(folder), ...indexes];
}

/** The folder, or the one above it that would hold it. */
async function nearestThere(folder: string): Promise<string> {
  const isThere = await holds(stat(folder));
  return isThere || dirname(folder) === folder ? folder : nearestThere(dirname(folder));
}

const holds = (check: Promise<unknown>): Promise<boolean> =>
  check.then(
    () => true,
    () => false,
  );

function checkIndex({ TANDEM_DATA_DIR, TANDEM_BACKEND }: Config, vertical: Vertical): Promise<Finding> {
  const what = `index ${vertical}`;
  return findingOf(what, async () => {
    const pointer = await readPointer(TANDEM_DATA_DIR, vertical);
    if (pointer === null) return note(what, 'none published; the first start brings demo documents');
    const { documentCount, encoderVersion, indexedAt } = await describe(TANDEM_DATA_DIR, vertical, pointer.current);
    if (TANDEM_BACKEND === 'onnx') checkEncoder({ vertical, encoderVersion }, readManifest());
    const count = documentCount.toLocaleString('en');
    const date = indexedAt ?? 'unknown date';
    return ok(what, `${pointer.current}, ${count} documents, encoder ${encoderVersion}, of ${date}`);
  });
}

/** Of a version with all its segments, whose files have their checksums; documents that were replaced since count once. */
async function describe(dataDir: string, vertical: Vertical, version: string) {
  const parts = await readVersionParts(dataDir, version);
  const segments = await Promise.all(
    parts.map(({ segment }) => checkSegment(segmentFolder(dataDir, vertical, segment))),
  );
  const { encoderVersion, indexedAt } = await readDescription(segmentFolder(dataDir, vertical, version));
  const counts = parts.map(({ removed }, part) => (segments[part]?.size ?? 0) - removed.length);
  return { documentCount: counts.reduce((sum, count) => sum + count, 0), encoderVersion, indexedAt };
}
