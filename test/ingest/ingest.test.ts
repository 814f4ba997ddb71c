/** Ingest upserts by source and id, embeds only what is new, reports bad lines, and publishes all or nothing. */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { bootstrapDemo } from '../../ingest/bootstrap-demo.ts';
import { type IngestOptions, type IngestSummary, ingest } from '../../ingest/ingest.ts';
import type { Progress } from '../../ingest/progress.ts';
import { foldText } from '../../models/text.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { createMemoryEmbeddings } from '../../stores/embeddings-memory.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import { loadSnapshot } from '../../stores/load-snapshot.ts';
import { SEARCH_RECORD_TTL_MS } from '../../stores/search-records.ts';
import { readDocuments, readSegmentItems, readSegmentVectors } from '../../stores/segment-files.ts';
import { segmentFolder } from '../../stores/segment-format.ts';
import { readPointer } from '../../stores/segment-pointer.ts';
import { fakeEncoder } from '../helpers/fake-encoder.ts';
import { manualClock } from '../helpers/manual-clock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const facts = loadFacts(foldText);
type Line = Readonly<Record<string, unknown>>;

/** A data directory with everything that an ingest needs; lines are written to a file first. */
function workplace() {
  const dataDir = temporaryFolder();
  const encoder = fakeEncoder();
  const documents = createMemoryDocuments();
  const embeddings = createMemoryEmbeddings();
  const clock = manualClock();
  const base = {
    vertical: 'jobs',
    dataDir,
    source: 'test',
    replace: false,
    encoder,
    facts,
    documents,
    embeddings,
    clock,
  } as const;
  const run = async (
    lines: readonly (Line | string)[],
    changes: Partial<IngestOptions> = {},
  ): Promise<IngestSummary> => {
    const file = join(temporaryFolder(), 'lines.jsonl');
    await writeFile(file, lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'));
    return ingest({ ...base, file, ...changes });
  };
  const titles = async (): Promise<readonly string[]> =>
    (await indexed(dataDir)).map((each) => (each.kind === 'job' ? each.title : ''));
  const embedded = (): number => encoder.calls.flat().length;
  return { dataDir, encoder, documents, embeddings, clock, run, titles, embedded };
}

async function indexed(dataDir: string): Promise<readonly TandemDocument[]> {
  const pointer = await readPointer(dataDir, 'jobs');
  const found: TandemDocument[] = [];
  for await (const document of readDocuments(segmentFolder(dataDir, 'jobs', pointer?.current ?? '')))
    found.push(document);
  return found;
}

async function published(dataDir: string) {
  const pointer = await readPointer(dataDir, 'jobs');
  return { snapshot: await loadSnapshot(dataDir, 'jobs', pointer?.current ?? '') };
}

const line = (id: string, title: string, more: Line = {}): Line => ({
  id,
  title,
  description: `${title} wanted.`,
  ...more,
});

describe('item vectors', () => {
  const items = (version: string) => {
    const calls: string[] = [];
    const encode = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
      calls.push(...texts);
      return texts.map((text) => Float32Array.of(text.length, 1, -1, 0));
    };
    return { version, slots: 2, dimensions: 2, encode, calls };
  };

  test('are written for every document, and computed again only by another version', async () => {
    const { run, dataDir, embedded } = workplace();
    const first = items('i1');
    await run([line('1', 'Cook'), line('2', 'Nurse')], { items: first });
    const { version } = await run([line('3', 'Welder')], { items: first });
    expect(first.calls).toHaveLength(3);
    const { codes, scales, size } = await readSegmentItems(dataDir, version);
    expect(size).toBe(3);
    expect([...codes.subarray(0, 4)].map((code, at) => code * (scales[at >> 1] ?? 0))).toEqual(
      [first.calls[0]?.length ?? 0, 1, -1, 0].map((value) => expect.closeTo(value, 0)),
    );
    const second = items('i2');
    expect(await run([line('3', 'Welder')], { items: second })).toMatchObject({ reused: 0, size: 3 });
    expect(second.calls).toHaveLength(3);
    expect(embedded()).toBe(3);
    const { snapshot } = await published(dataDir);
    expect(snapshot.itemVersion).toBe('i2');
  });

  test('go when no item encoder is served any more', async () => {
    const { run, dataDir } = workplace();
    await run([line('1', 'Cook')], { items: items('i1') });
    await run([line('2', 'Nurse')]);
    expect((await published(dataDir)).snapshot.itemVersion).toBeNull();
  });

  test('that are short publish nothing', async () => {
    const { run, dataDir } = workplace();
    const short = { ...items('i1'), encode: async () => [Float32Array.of(1)] };
    await expect(run([line('1', 'Cook')], { items: short })).rejects.toThrow('expected 2 vectors of 2 finite numbers');
    expect(await readPointer(dataDir, 'jobs')).toBeNull();
  });
});

describe('an ingest', () => {
  test('adds, changes and keeps documents by source and id', async () => {
    const { run, titles } = workplace();
    await run([line('1', 'Cook'), line('2', 'Nurse')]);
    const summary = await run([line('2', 'Head Nurse'), line('3', 'Welder')]);
    expect(await titles()).toEqual(['Cook', 'Head Nurse', 'Welder']);
    expect(summary).toMatchObject({ read: 2, indexed: 2, size: 3, reused: 1, failed: 0 });
  });

  test('keeps documents of one id from two sources apart', async () => {
    const { run, titles } = workplace();
    await run([line('1', 'Cook')], { source: 'a' });
    await run([line('1', 'Nurse')], { source: 'b' });
    expect(await titles()).toEqual(['Cook', 'Nurse']);
  });

  test('takes the source of the line, else the name of the file, when none is given', async () => {
    const { dataDir, run } = workplace();
    await run([line('1', 'Cook', { source: 'board' }), line('2', 'Nurse')], { source: null });
    expect((await indexed(dataDir)).map((document) => document.source)).toEqual(['board', 'lines']);
  });

  test('that replaces leaves only its own documents', async () => {
    const { run, titles } = workplace();
    await run([line('1', 'Cook'), line('2', 'Nurse')]);
    await run([line('3', 'Welder')], { source: 'new', replace: true });
    expect(await titles()).toEqual(['Welder']);
  });

  test('takes the last of several lines with one id', async () => {
    const { run, titles } = workplace();
    expect(await run([line('1', 'Cook'), line('2', 'Nurse'), line('1', 'Chef')])).toMatchObject({
      read: 3,
      indexed: 2,
    });
    expect(await titles()).toEqual(['Nurse', 'Chef']);
  });

  test('reports bad lines with number and reason and takes the others', async () => {
    const { run, titles } = workplace();
    const summary = await run([
      line('1', 'Cook'),
      '{"id": "2", "title": ',
      '',
      { id: '3' },
      line('4', 'Nurse', { extra: 1 }),
    ]);
    expect(summary).toMatchObject({ read: 4, indexed: 2, failed: 2, unusedFields: ['extra'] });
    expect(summary.failures).toEqual([
      { line: 2, code: 'INVALID', externalId: null, reason: expect.stringContaining('expected one JSON object') },
      { line: 4, code: 'REQUIRED', externalId: '3', reason: 'title is missing' },
    ]);
    expect(await titles()).toEqual(['Cook', 'Nurse']);
  });

  test('embeds nothing twice', async () => {
    const { run, embedded } = workplace();
    const lines = [line('1', 'Cook'), line('2', 'Nurse')];
    const first = await run(lines);
    const second = await run(lines);
    expect(embedded()).toBe(2);
    expect(second).toMatchObject({ reused: 2, version: first.version });
    await run([line('1', 'Chef'), line('2', 'Nurse')]);
    expect(embedded()).toBe(3);
  });

  test('embeds everything again for another encoder', async () => {
    const { run } = workplace();
    await run([line('1', 'Cook')]);
    const newer = fakeEncoder('fake-2');
    expect(await run([line('2', 'Nurse')], { encoder: newer })).toMatchObject({ size: 2, reused: 0 });
    expect(newer.calls.flat()).toHaveLength(2);
  });

  test('puts the vector of each document at its position', async () => {
    const { dataDir, run, encoder } = workplace();
    const { version } = await run(Array.from({ length: 150 }, (_, index) => line(String(index), `Cook ${index}`)));
    const { rows, dimensions, size } = await readSegmentVectors(dataDir, 'jobs', version);
    expect(size).toBe(150);
    const vectors = await encoder.embed(encoder.calls.flat());
    for (const [position, vector] of vectors.entries()) {
      const row = rows.subarray(position * dimensions, (position + 1) * dimensions);
      expect(row.reduce((sum, value, axis) => sum + value * (vector[axis] ?? 0), 0)).toBeGreaterThan(0.999);
    }
  });

  test('puts every document into the store, under the version that the index names', async () => {
    const { dataDir, run, documents } = workplace();
    const { version } = await run([line('1', 'Cook'), line('2', 'Nurse')]);
    const { ids, documentVersions } = await loadSnapshot(dataDir, 'jobs', version);
    const found = await documents.getMany(
      ids.map((id, position) => ({ id, version: documentVersions[position] ?? '' })),
    );
    expect(found).toEqual(await indexed(dataDir));
  });

  test('removes versions older than the one before, and a day later the documents that only they had', async () => {
    const { dataDir, run, documents, clock } = workplace();
    const versions: string[] = [];
    const found: (TandemDocument | undefined)[] = [];
    for (const title of ['One', 'Two', 'Three']) {
      versions.push((await run([line('1', title), line('2', 'Nurse')])).version);
      found.push((await indexed(dataDir))[0]);
    }
    const [first = '', ...kept] = versions;
    const gone = `gone-${first}.json`;
    expect((await readdir(join(dataDir, 'index', 'jobs'))).sort()).toEqual(['CURRENT', ...kept, gone].sort());
    expect(existsSync(segmentFolder(dataDir, 'jobs', first))).toBe(false);
    const [job] = await indexed(dataDir);
    expect(job).toMatchObject({ title: 'Three' });
    const nurse = (await indexed(dataDir))[1];
    const all = [...found, nurse].flatMap((document) => document ?? []);
    // Searches of the first version are kept for a day and still name its documents.
    expect(await documents.getMany(all)).toEqual(all);
    clock.advance(SEARCH_RECORD_TTL_MS);
    await run([line('3', 'Welder')]);
    const titles = (await documents.getMany(all)).map((each) => (each?.kind === 'job' ? each.title : null));
    expect(titles).toEqual([null, 'Two', 'Three', 'Nurse']);
    expect(existsSync(join(dataDir, 'index', 'jobs', gone))).toBe(false);
  });

  test('keeps a document that came back before its day was over', async () => {
    const { dataDir, run, documents, clock } = workplace();
    for (const title of ['One', 'Two', 'Three', 'One']) await run([line('1', title)]);
    clock.advance(SEARCH_RECORD_TTL_MS);
    await run([line('2', 'Nurse')]);
    const found = await indexed(dataDir);
    expect(found).toHaveLength(2);
    expect(await documents.getMany(found)).toEqual(found);
  });

  test('of a word makes it findable', async () => {
    const { dataDir, run } = workplace();
    const { version } = await run([line('1', 'Cook'), line('2', 'Night Nurses')]);
    const { keywords, attributes } = await loadSnapshot(dataDir, 'jobs', version);
    expect([...keywords.score(['nurs'], null).matched]).toEqual([0, 1]);
    expect(new Map(keywords.words()).get('nurses')).toBe(1);
    expect([...attributes.evaluate({ kind: 'contains', field: 'title', words: ['nurses', 'night'] })]).toEqual([0, 1]);
  });

  test('tells how far it is', async () => {
    const { run } = workplace();
    const seen: Progress[] = [];
    await run([line('1', 'Cook'), line('2', 'Nurse')], { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ phase, done, total }) => [phase, done, total])).toEqual([
      ['read', 1, null],
      ['read', 2, null],
      ['embed', 2, 2],
      ['phrases', expect.any(Number), expect.any(Number)],
    ]);
    expect(seen.at(-1)?.done).toBe(seen.at(-1)?.total);
  });
});

describe('an ingest that fails', () => {
  test('for want of a good line says why, and leaves the index as it was', async () => {
    const { run, titles } = workplace();
    await run([line('1', 'Cook')]);
    await expect(run(['{}', 'x'], { replace: true })).rejects.toThrow('got 2 lines and none; line 1: id is missing');
    await expect(run([])).rejects.toThrow('the file has no lines');
    expect(await titles()).toEqual(['Cook']);
  });

  test('in the middle leaves the index as it was, and its repetition goes on where it ended', async () => {
    const { dataDir, run, titles, encoder, embedded } = workplace();
    await run([line('0', 'Cook')]);
    const lines = Array.from({ length: 300 }, (_, index) => line(String(index), `Nurse ${index}`));
    let calls = 0;
    const dying = async (texts: readonly string[]) => {
      calls += 1;
      if (calls > 3) throw new Error('the worker died');
      return encoder.embed(texts);
    };
    await expect(run(lines, { encoder: { ...encoder, embed: dying } })).rejects.toThrow('the worker died');
    expect(await titles()).toEqual(['Cook']);
    expect((await readdir(join(dataDir, 'index', 'jobs'))).filter((name) => /draft|LOCK/.test(name))).toEqual([]);
    const before = embedded();
    expect(before).toBeGreaterThan(100);
    expect(await run(lines)).toMatchObject({ size: 300 });
    expect(embedded()).toBe(301);
  });

  test('because it was stopped publishes nothing', async () => {
    const { run, titles } = workplace();
    await run([line('1', 'Cook')]);
    await expect(run([line('2', 'Nurse')], { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow(
      'stopped',
    );
    expect(await titles()).toEqual(['Cook']);
  });

  test.each([
    ['a short vector', Float32Array.of(1)],
    ['not a number', new Float32Array(8).fill(Number.NaN)],
    ['nothing but zeros', new Float32Array(8)],
  ])('because the encoder answers %s publishes nothing', async (_name, vector) => {
    const { dataDir, run, encoder } = workplace();
    await expect(
      run([line('1', 'Cook')], { encoder: { ...encoder, embed: async () => [vector] } }),
    ).rejects.toMatchObject({ code: 'WORKER_UNAVAILABLE' });
    expect(await readPointer(dataDir, 'jobs')).toBeNull();
  });
});

test('two ingests of the same lines make the same files', async () => {
  const lines = [line('1', 'Cook', { company: 'Inn', location: 'Bern' }), line('2', 'Nurse')];
  const built = await Promise.all(
    [1, 2].map(async () => {
      const { dataDir, run } = workplace();
      const { version } = await run(lines, { indexedAt: '2026-01-01T00:00:00Z' });
      const folder = segmentFolder(dataDir, 'jobs', version);
      return Promise.all((await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'base64')));
    }),
  );
  expect(built[0]).toEqual(built[1]);
});

describe('an empty data directory', () => {
  const demoOf = async (): Promise<string> => {
    const { dataDir, run } = workplace();
    const { version } = await run([line('1', 'Cook'), line('2', 'Nurse')]);
    const demo = temporaryFolder();
    const { cp } = await import('node:fs/promises');
    await cp(segmentFolder(dataDir, 'jobs', version), join(demo, 'jobs'), { recursive: true });
    return demo;
  };

  test('gets the demo documents, and an ingest on top of them embeds only what is new', async () => {
    const demo = await demoOf();
    const { dataDir, documents, run, titles, embedded } = workplace();
    await bootstrapDemo(dataDir, documents, demo);
    expect(await titles()).toEqual(['Cook', 'Nurse']);
    const found = await indexed(dataDir);
    expect(await documents.getMany(found)).toEqual(found);
    await run([line('3', 'Welder')]);
    expect(await titles()).toEqual(['Cook', 'Nurse', 'Welder']);
    expect(embedded()).toBe(1);
  });

  test('that has an index already stays as it is', async () => {
    const demo = await demoOf();
    const { dataDir, documents, run, titles } = workplace();
    await run([line('9', 'Baker')]);
    await bootstrapDemo(dataDir, documents, demo);
    expect(await titles()).toEqual(['Baker']);
  });

  test('on which two programs start at once is filled once', async () => {
    const demo = await demoOf();
    const { dataDir, documents, titles } = workplace();
    await Promise.all([1, 2, 3].map(() => bootstrapDemo(dataDir, documents, demo)));
    expect(await titles()).toEqual(['Cook', 'Nurse']);
    expect((await readdir(join(dataDir, 'index', 'jobs'))).sort()).toEqual(
      ['CURRENT', (await readPointer(dataDir, 'jobs'))?.current].sort(),
    );
  });

  test('into which an ingest writes at the same time has what was ingested', async () => {
    const demo = await demoOf();
    const { dataDir, documents, run, titles, encoder } = workplace();
    const boots: Promise<void>[] = [];
    const embed = async (texts: readonly string[]) => {
      boots.push(bootstrapDemo(dataDir, documents, demo));
      return encoder.embed(texts);
    };
    await run([line('9', 'Baker')], { encoder: { ...encoder, embed } });
    await Promise.all(boots);
    expect(boots).not.toEqual([]);
    expect(await titles()).toEqual(['Baker']);
  });

  test('stays empty without a demo', async () => {
    const { dataDir, documents } = workplace();
    await bootstrapDemo(dataDir, documents, join(dataDir, 'none'));
    expect(await readPointer(dataDir, 'jobs')).toBeNull();
  });
});

describe('an index whose segment is broken', () => {
  const LINES = [line('1', 'Cook'), line('2', 'Nurse')];
  const broken = async () => {
    const place = workplace();
    const { version } = await place.run(LINES);
    const file = join(segmentFolder(place.dataDir, 'jobs', version), 'vectors.f16');
    await writeFile(file, 'cut');
    return { ...place, version };
  };

  test('takes no upsert, and the advice it gives mends it', async () => {
    const { run, titles } = await broken();
    await expect(run([line('3', 'Welder')])).rejects.toMatchObject({
      code: 'INDEX_INVALID',
      message: expect.stringContaining('ingest all documents again with --replace'),
    });
    expect(await run([...LINES, line('3', 'Welder')], { replace: true })).toMatchObject({ size: 3, reused: 0 });
    expect(await titles()).toEqual(['Cook', 'Nurse', 'Welder']);
    await run([line('4', 'Baker')]);
  });

  test('is whole again when the same documents make the same version', async () => {
    const { run, dataDir, version } = await broken();
    expect(await run(LINES, { replace: true })).toMatchObject({ version });
    expect((await readSegmentVectors(dataDir, 'jobs', version)).size).toBe(2);
  });
});
