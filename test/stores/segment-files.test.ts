/** Segments are read back as written, and a file that is not as written is refused with its name and the remedy. */
import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  checkSegment,
  readDescription,
  readDocuments,
  readSegmentAttributes,
  readSegmentItems,
  readSegmentVectors,
} from '../../stores/segment-files.ts';
import { DESCRIPTION_FILE, SEGMENT_FILES, segmentFolder } from '../../stores/segment-format.ts';
import { readVersionParts } from '../../stores/version-parts.ts';
import { sampleJob } from '../helpers/sample-documents.ts';
import { publishSample } from '../helpers/sample-segment.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const JOBS = [sampleJob(), sampleJob({ id: 'j2', title: 'Cook — “à la carte” 🍳' })];

/** Has every file but codes, which only large segments have. */
async function sampleFolder(): Promise<string> {
  const dataDir = temporaryFolder();
  const base = { segment: '0123456789abcdef', removed: Uint32Array.of(1, 4) };
  const { version } = await publishSample(dataDir, JOBS, undefined, undefined, base);
  return segmentFolder(dataDir, 'jobs', version);
}

test('documents, vectors and attributes come back in position order', async () => {
  const dataDir = temporaryFolder();
  const { version, size } = await publishSample(dataDir, JOBS);
  expect(size).toBe(2);
  const documents: unknown[] = [];
  for await (const document of readDocuments(segmentFolder(dataDir, 'jobs', version))) documents.push(document);
  expect(documents).toEqual(JOBS);
  const vectors = await readSegmentVectors(dataDir, 'jobs', version);
  expect(vectors).toEqual({ size: 2, dimensions: 4, rows: Float32Array.of(1, 0, 0, 0, 0, 1, 0, 0) });
  expect((await readSegmentAttributes(dataDir, 'jobs', version)).labels('id').values).toEqual(['j1', 'j2']);
});

test('item vectors come back in position order, found by the version alone', async () => {
  const dataDir = temporaryFolder();
  const { version } = await publishSample(dataDir, JOBS);
  const { codes, scales, ...rest } = await readSegmentItems(dataDir, version);
  expect(rest).toEqual({ size: 2, slots: 2, dimensions: 4 });
  expect([...codes]).toEqual([127, 127, 127, 127, -127, -127, -127, -127, 127, 127, 127, 127, -127, -127, -127, -127]);
  expect([...scales].map((scale) => scale * 127)).toEqual([1, 1, 2, 1].map((each) => expect.closeTo(each, 5)));
  await expect(readSegmentItems(dataDir, '../jobs')).rejects.toMatchObject({ code: 'INDEX_MISSING' });
});

test('the same content makes the same version, another content another', async () => {
  const versions: string[] = [];
  for (const jobs of [JOBS, JOBS, JOBS.toReversed()])
    versions.push((await publishSample(temporaryFolder(), jobs)).version);
  expect(versions[0]).toMatch(/^[0-9a-f]{16}$/);
  expect(versions[1]).toBe(versions[0]);
  expect(versions[2]).not.toBe(versions[0]);
});

test('the changes to a segment name it and the positions that no longer count', async () => {
  const dataDir = temporaryFolder();
  const alone = await publishSample(dataDir, JOBS);
  const base = { segment: alone.version, removed: Uint32Array.of(1) };
  const changes = await publishSample(dataDir, JOBS.slice(1), undefined, undefined, base);
  // A program of before would take the changes for a whole index: it must not know their format.
  expect([alone.format, changes.format]).toEqual([1, 2]);
  expect(await readVersionParts(dataDir, alone.version)).toEqual([
    { segment: alone.version, removed: new Uint32Array() },
  ]);
  expect(await readVersionParts(dataDir, changes.version)).toEqual([
    { segment: alone.version, removed: Uint32Array.of(1) },
    { segment: changes.version, removed: new Uint32Array() },
  ]);
});

describe.each(Object.values(SEGMENT_FILES).filter((name) => name !== SEGMENT_FILES.codes))('%s', (name) => {
  test('that is cut short is refused with the expected and the found length', async () => {
    const folder = await sampleFolder();
    const { files } = await readDescription(folder);
    await truncate(join(folder, name), 5);
    await expect(checkSegment(folder)).rejects.toThrow(
      `${name}: expected ${files[name]?.bytes} bytes, got 5; ingest all documents again with --replace`,
    );
  });

  test('with one other bit is refused by its checksum', async () => {
    const folder = await sampleFolder();
    const bytes = await readFile(join(folder, name));
    const last = bytes.length - 1;
    bytes[last] = (bytes[last] ?? 0) ^ 1;
    await writeFile(join(folder, name), bytes);
    await expect(checkSegment(folder)).rejects.toMatchObject({
      code: 'INDEX_INVALID',
      message: expect.stringContaining('expected sha256'),
    });
  });

  test('that is missing is refused', async () => {
    const folder = await sampleFolder();
    await rm(join(folder, name));
    await expect(checkSegment(folder)).rejects.toThrow(`${name}: expected a file`);
  });
});

test('readers of one file check it too', async () => {
  const dataDir = temporaryFolder();
  const { version } = await publishSample(dataDir, JOBS);
  const folder = segmentFolder(dataDir, 'jobs', version);
  for (const name of await readdir(folder)) if (name !== DESCRIPTION_FILE) await appendFile(join(folder, name), 'x');
  await expect(readSegmentVectors(dataDir, 'jobs', version)).rejects.toThrow('vectors.f16: expected 16 bytes, got 17');
  await expect(readSegmentAttributes(dataDir, 'jobs', version)).rejects.toThrow('attributes.bin.gz: expected');
  await expect(readDocuments(folder).next()).rejects.toThrow('documents.jsonl.gz: expected');
});

test('a version that is not there names what is missing and the command that makes it', async () => {
  await expect(readSegmentVectors(temporaryFolder(), 'jobs', '0123456789abcdef')).rejects.toMatchObject({
    code: 'INDEX_MISSING',
    message: expect.stringContaining('run "tandem ingest"'),
  });
});

test.each([
  ['{"format": 1', 'expected JSON'],
  ['{"format": 3}', 'format'],
])('a description that says %s is refused', async (text, message) => {
  const folder = await sampleFolder();
  await writeFile(join(folder, DESCRIPTION_FILE), text);
  await expect(readDescription(folder)).rejects.toThrow(message);
});
