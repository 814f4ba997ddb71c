/** Deleting publishes at once, needs no model, tells what was unknown, and may be repeated. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CHANGE_LIMITS } from '../../ingest/change-index.ts';
import { type DeleteOptions, deleteDocuments } from '../../ingest/delete-documents.ts';
import { ingest } from '../../ingest/ingest.ts';
import { documentId } from '../../ingest/normalise-parts.ts';
import { createMemoryDocuments } from '../../stores/documents-memory.ts';
import { createMemoryEmbeddings } from '../../stores/embeddings-memory.ts';
import { createIndexStore } from '../../stores/index-store.ts';
import { lockVertical } from '../../stores/segment-lock.ts';
import { readPointer } from '../../stores/segment-pointer.ts';
import { fakeEncoder } from '../helpers/fake-encoder.ts';
import { manualClock } from '../helpers/manual-clock.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';
import { testFacts } from '../helpers/test-search.ts';

const idOf = (id: string): string => documentId('jobs', 'test', id);

/** An index of the jobs "1" to "4" or more; `isLarge` has changes stand beside it. */
async function workplace({ isLarge, count = 4 }: { readonly isLarge: boolean; readonly count?: number }) {
  const dataDir = temporaryFolder();
  const file = join(temporaryFolder(), 'lines.jsonl');
  const lineOf = (id: number) => JSON.stringify({ id, title: `Baker ${id}`, description: `Bakes rye loaf ${id}.` });
  await writeFile(file, Array.from({ length: count }, (_, index) => lineOf(index + 1)).join('\n'));
  const [documents, embeddings, clock] = [createMemoryDocuments(), createMemoryEmbeddings(), manualClock()];
  const common = { vertical: 'jobs', dataDir, facts: testFacts(), documents, embeddings, clock } as const;
  await ingest({ ...common, file, source: 'test', replace: false, encoder: fakeEncoder() });
  const limits = isLarge ? { ...CHANGE_LIMITS, minBaseDocuments: 1, maxShare: 0.6 } : CHANGE_LIMITS;
  const remove = (ids: readonly string[], changes: Partial<DeleteOptions> = {}) =>
    deleteDocuments({ ...common, ids: ids.map(idOf), limits, ...changes });
  const index = createIndexStore(dataDir);
  const snapshot = async () => {
    await index.refresh(async () => undefined);
    return index.current('jobs');
  };
  return { dataDir, embeddings, remove, snapshot };
}

describe.each([
  ['that stands alone', false],
  ['that changes stand beside', true],
])('deleting from an index %s', (_, isLarge) => {
  it('leaves what was not named, and names what was unknown', async () => {
    const { remove, snapshot } = await workplace({ isLarge });
    expect(await remove(['2', 'nobody', '2'])).toMatchObject({
      removed: 1,
      unknownIds: [idOf('nobody')],
      size: 3,
    });
    const { documentCount, positionOf, segments, attributes } = await snapshot();
    expect(segments).toHaveLength(isLarge ? 2 : 1);
    expect([documentCount, attributes.everything().filter((counts) => counts === 1).length]).toEqual([3, 3]);
    expect(['1', '2', '3', '4'].map((id) => positionOf(idOf(id)) !== undefined)).toEqual([true, false, true, true]);
  });

  it('writes and publishes nothing when it is repeated', async () => {
    const { remove, dataDir, embeddings } = await workplace({ isLarge });
    await remove(['2']);
    const before = await readPointer(dataDir, 'jobs');
    const afterPublishing = vi.spyOn(embeddings, 'clear');
    expect(await remove(['2'])).toMatchObject({ removed: 0, unknownIds: [idOf('2')], size: 3 });
    expect(await readPointer(dataDir, 'jobs')).toEqual(before);
    expect(afterPublishing).not.toHaveBeenCalled();
  });

  it('may leave nothing', async () => {
    const { remove, snapshot } = await workplace({ isLarge });
    expect(await remove(['1', '2', '3'])).toMatchObject({ removed: 3, size: 1 });
    expect(await remove(['4'])).toMatchObject({ removed: 1, size: 0 });
    expect((await snapshot()).documentCount).toBe(0);
  });
});

it('writes a large segment anew when much of it no longer counts', async () => {
  const { remove, snapshot } = await workplace({ isLarge: true });
  await remove(['1', '2']);
  expect((await snapshot()).segments).toHaveLength(2);
  await remove(['3']);
  const { segments, size } = await snapshot();
  expect([segments.length, size]).toEqual([1, 1]);
});

it('does not delete while another process writes, nor where no index is', async () => {
  const { remove, dataDir } = await workplace({ isLarge: true });
  const release = await lockVertical(dataDir, 'jobs');
  await expect(remove(['1'])).rejects.toMatchObject({ code: 'INDEX_BUSY' });
  await release();
  const elsewhere = { dataDir: temporaryFolder() };
  await expect(remove(['1'], elsewhere)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
});

it('has the phrases computed that count once the index is small, where its models are served', async () => {
  const { remove } = await workplace({ isLarge: false, count: 1_000 });
  await expect(remove(['1'])).rejects.toMatchObject({ code: 'INTERNAL' });
  const encodersOf = (changes: object) => ({ encoders: { encoder: { ...fakeEncoder(), ...changes }, items: null } });
  await expect(remove(['1'], encodersOf({ version: 'another' }))).rejects.toMatchObject({ code: 'INTERNAL' });
  expect(await remove(['1'], encodersOf({}))).toMatchObject({ removed: 1, size: 999 });
});
