/** A few changed documents are published beside the large segment, and the whole reads as if it had been written anew. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkData } from '../../cli/doctor-data.ts';
import { createFakeBackend } from '../../gpu-workers/backends/fake.ts';
import { serveSearch } from '../../gpu-workers/tasks/search.ts';
import { fp32, int32, strings } from '../../gpu-workers/tensors.ts';
import { changeIndex } from '../../ingest/change-index.ts';
import { embedDocuments } from '../../ingest/embed.ts';
import { normaliseJob } from '../../ingest/normalise-job.ts';
import { headOf, writeIndex } from '../../ingest/write-index.ts';
import { foldText } from '../../models/text.ts';
import { loadConfig } from '../../runtime/config.ts';
import { JOB_COLUMNS } from '../../stores/attribute-names.ts';
import type { JobDocument, TandemDocument } from '../../stores/documents.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { createMemoryEmbeddings } from '../../stores/embeddings-memory.ts';
import { loadFacts } from '../../stores/facts-files.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { createIndexStore } from '../../stores/index-store.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { readSegmentAttributes } from '../../stores/segment-files.ts';
import { segmentFolder, verticalFolder } from '../../stores/segment-format.ts';
import { publishVersion, readPointer } from '../../stores/segment-pointer.ts';
import { moveSegment } from '../../stores/segment-writer.ts';
import { locateVectors, readVersionParts } from '../../stores/version-parts.ts';
import { fakeEncoder } from '../helpers/fake-encoder.ts';
import { manualClock } from '../helpers/manual-clock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const facts = loadFacts(foldText);
const LIMITS = { minBaseDocuments: 1, maxChanges: 50, maxShare: 10 };
const TITLES = ['Nurse', 'Baker', 'Carpenter', 'Welder', 'Teacher', 'Night Nurse'];
const PLACES = ['Berlin, Germany', 'Leeds, UK', 'Boston, MA', null];

function job(id: number, content: number): JobDocument {
  const title = TITLES[content % TITLES.length] ?? '';
  const location = PLACES[content % PLACES.length] ?? null;
  const line = {
    id: `j${id}`,
    title,
    description: `Work number ${content}.`,
    company: `Firm ${content % 3}`,
    location,
  };
  return normaliseJob(line, 'test', facts);
}

/** A data directory with an index of some jobs, and the same again from nothing for comparison. */
async function workplace(jobs: readonly JobDocument[]) {
  const dataDir = temporaryFolder();
  const encoders = { encoder: fakeEncoder(), items: null };
  const [documents, embeddings, clock] = [createMemoryDocuments(), createMemoryEmbeddings(), manualClock()];
  const options = { vertical: 'jobs', dataDir, encoders, facts, documents, embeddings, clock, limits: LIMITS } as const;
  await writeWhole(dataDir, jobs);
  const change = (upserts: readonly TandemDocument[], removedIds: readonly string[] = []) =>
    changeIndex({ upserts, removedIds }, options);
  const index = createIndexStore(dataDir);
  const snapshot = async (): Promise<IndexSnapshot> => {
    await index.refresh(async () => undefined);
    return index.current('jobs');
  };
  return { dataDir, encoders, change, snapshot, options };
}

async function writeWhole(dataDir: string, jobs: readonly JobDocument[]): Promise<string> {
  const encoders = { encoder: fakeEncoder(), items: null };
  const known = { vector: () => null, item: () => null };
  const batches = embedDocuments(each(jobs), encoders, known, createMemoryEmbeddings());
  const folder = join(verticalFolder(dataDir, 'jobs'), 'draft');
  const head = headOf('jobs', encoders, '2026-01-01T00:00:00Z');
  const none = { documents: null, onBatch: () => undefined, signal: null };
  const { version } = await writeIndex(batches, { folder, head, facts, ...none });
  await moveSegment(folder, segmentFolder(dataDir, 'jobs', version));
  await publishVersion(dataDir, 'jobs', version);
  return version;
}

async function* each<T>(all: readonly T[]): AsyncGenerator<T> {
  yield* all;
}

const idsOf = (snapshot: IndexSnapshot, mask: Uint8Array): readonly string[] =>
  snapshot.ids.filter((_, position) => mask[position] === 1).sort();

/** All documents that count by their nearness to a vector, as a worker answers. */
async function nearestIds(
  dataDir: string,
  snapshot: IndexSnapshot,
  filter: Predicate | null,
): Promise<readonly string[]> {
  const backend = createFakeBackend(8);
  const model = serveSearch(backend, 'jobs', {
    parts: (_, version) => readVersionParts(dataDir, version),
    vectors: async (vertical, segment) => {
      const { size, dimensions, path, codes } = await locateVectors(dataDir, vertical, segment);
      return { size, dimensions, rows: { kind: 'file', path, codes } };
    },
    attributes: (vertical, segment) => readSegmentAttributes(dataDir, vertical, segment),
  });
  const inputs = {
    query: fp32([1, 8], new Float32Array(8).fill(Math.SQRT1_2 / 2)),
    k: int32([1], Int32Array.of(snapshot.size)),
    filter: strings([filter === null ? '' : JSON.stringify(filter)]),
  };
  const parameters = { index_version: snapshot.version };
  const { outputs } = await model.infer({ parameters, inputs, wantsBinary: true });
  const positions = Array.from(outputs.id?.data ?? [], Number).filter((id) => id >= 0);
  return positions.map((position) => snapshot.ids[position] ?? '');
}

describe('an index with changes', () => {
  it('filters, counts words, finds ids and searches as one that was written anew', async () => {
    const step = fc.record({
      upserts: fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 40 })), { maxLength: 4 }),
      removed: fc.array(fc.nat({ max: 11 }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
        const expected = new Map(Array.from({ length: 8 }, (_, id) => [`j${id}`, job(id, id)]));
        const place = await workplace([...expected.values()]);
        for (const { upserts, removed } of steps) {
          const documents = [...new Map(upserts.map(([id, content]) => [id, job(id, content)])).values()];
          const gone = removed.map((id) => `j${id}`).filter((id) => documents.every((one) => one.externalId !== id));
          const ids = gone.flatMap((id) => expected.get(id)?.id ?? []);
          const changed = await place.change(documents, ids);
          for (const id of gone) expected.delete(id);
          for (const document of documents) expected.set(document.externalId, document);
          expect(changed?.size).toBe(expected.size);
        }
        const snapshot = await place.snapshot();
        const anew = await workplace([...expected.values()]);
        const whole = await anew.snapshot();
        expect(snapshot.documentCount).toBe(expected.size);
        expect(idsOf(snapshot, snapshot.attributes.everything())).toEqual([...whole.ids].sort());
        const filters: readonly Predicate[] = [
          { kind: 'contains', field: JOB_COLUMNS.title, words: ['nurse'] },
          { kind: 'not', of: { kind: 'contains', field: JOB_COLUMNS.title, words: ['nurse'] } },
        ];
        for (const filter of filters) {
          const found = idsOf(snapshot, snapshot.attributes.evaluate(filter));
          expect(found).toEqual(idsOf(whole, whole.attributes.evaluate(filter)));
          const near = await nearestIds(place.dataDir, snapshot, filter);
          expect([...near].sort()).toEqual(found);
        }
        for (const document of expected.values()) {
          const position = snapshot.positionOf(document.id) ?? -1;
          expect(snapshot.documentVersions[position]).toBe(document.version);
        }
        const { matched } = snapshot.keywords.score(['nurs'], snapshot.attributes.everything());
        const other = whole.keywords.score(['nurs'], null);
        expect(idsOf(snapshot, matched)).toEqual(idsOf(whole, other.matched));
        const near = await nearestIds(place.dataDir, snapshot, null);
        expect(new Set(near).size).toBe(expected.size);
      }),
      { numRuns: 12 },
    );
  });

  it('computes vectors only of what is new', async () => {
    const { change, encoders } = await workplace([job(1, 1), job(2, 2)]);
    await change([job(3, 3)]);
    await change([job(4, 4)]);
    expect(encoders.encoder.calls.flat()).toHaveLength(2);
  });

  it('is told by tandem doctor with the documents that count', async () => {
    const { change, dataDir, snapshot } = await workplace([job(1, 1), job(2, 2), job(3, 3)]);
    await change([job(2, 4), job(4, 5)], [job(3, 3).id]);
    const { version, documentCount } = await snapshot();
    const config = loadConfig({ TANDEM_DATA_DIR: dataDir, TANDEM_BACKEND: 'fake' });
    const found = expect.stringContaining(`${version}, ${documentCount} documents`);
    expect(documentCount).toBe(3);
    expect(await checkData(config)).toContainEqual({ kind: 'ok', what: 'index jobs', found });
  });

  it('keeps the folder of the base as long as a version is made of it', async () => {
    const { change, dataDir } = await workplace([job(1, 1)]);
    const base = (await readPointer(dataDir, 'jobs'))?.current ?? '';
    for (const content of [5, 6, 7]) await change([job(2, content)]);
    const pointer = await readPointer(dataDir, 'jobs');
    const folders = (await readdir(join(dataDir, 'index', 'jobs'))).filter((name) => /^[0-9a-f]{16}$/.test(name));
    expect(folders.sort()).toEqual([base, pointer?.current ?? '', pointer?.previous ?? ''].sort());
  });

  it.each([
    ['the index is small', { ...LIMITS, minBaseDocuments: 3 }],
    ['the changes are many', { ...LIMITS, maxChanges: 1 }],
    ['the changes are a large share', { ...LIMITS, maxShare: 0.5 }],
  ])('is left to be written anew when %s', async (_, limits) => {
    const { options, dataDir } = await workplace([job(1, 1), job(2, 2)]);
    const before = await readPointer(dataDir, 'jobs');
    const changed = await changeIndex({ upserts: [job(3, 3), job(4, 4)], removedIds: [] }, { ...options, limits });
    expect(changed).toBeNull();
    expect(await readPointer(dataDir, 'jobs')).toEqual(before);
  });

  it('is left to be written anew when another encoder made its vectors', async () => {
    const { options } = await workplace([job(1, 1)]);
    const encoder = { ...fakeEncoder(), version: 'another' };
    const change = { upserts: [job(2, 2)], removedIds: [] };
    expect(await changeIndex(change, { ...options, encoders: { encoder, items: null } })).toBeNull();
  });
});
