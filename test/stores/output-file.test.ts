/** A file in the making tells the first thing that stopped it, to whoever writes next or ends it. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openOutputFile } from '../../stores/output-file.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const PIECE = Buffer.alloc(100_000, 'tandem ');
/** Every write to it fails for want of room. */
const FULL = '/dev/full';

test.each([null, 9])('what was written at gzip level %s is there, with its hashes', async (gzipLevel) => {
  const path = join(temporaryFolder(), 'file');
  const output = openOutputFile(path, gzipLevel);
  for (let piece = 0; piece < 5; piece += 1) await output.write(PIECE);
  const written = await output.finish();
  const stored = await readFile(path);
  const content = gzipLevel === null ? stored : gunzipSync(stored);
  expect(content.equals(Buffer.concat(Array.from({ length: 5 }, () => PIECE)))).toBe(true);
  expect(written).toEqual({ bytes: stored.length, sha256: sha256(stored), contentSha256: sha256(content) });
});

test('a file in a folder that is not there fails where it is awaited', async () => {
  const output = openOutputFile(join(temporaryFolder(), 'none', 'file'), null);
  await expect(output.finish()).rejects.toMatchObject({ code: 'ENOENT' });
  await expect(output.write(PIECE)).rejects.toMatchObject({ code: 'ENOENT' });
  await output.discard();
});

describe.skipIf(!existsSync(FULL))('on a full disk', () => {
  test.each([null, 1])('writing at gzip level %s throws the reason and does not wait for ever', async (gzipLevel) => {
    const output = openOutputFile(FULL, gzipLevel);
    const writeAll = async (): Promise<void> => {
      for (let piece = 0; piece < 1_000; piece += 1) await output.write(PIECE);
      await output.finish();
    };
    await expect(writeAll()).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(output.write(PIECE)).rejects.toMatchObject({ code: 'ENOSPC' });
    await output.discard();
  });
});
