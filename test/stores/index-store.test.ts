/** The index store serves the published version, keeps the one before, and switches only when workers are prepared. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { expect, test, vi } from 'vitest';
import { createIndexStore } from '../../stores/index-store.ts';
import { readContents } from '../../stores/load-snapshot.ts';
import { segmentFolder } from '../../stores/segment-format.ts';
import { lockVertical } from '../../stores/segment-lock.ts';
import { publishVersion, readPointer, staleVersions } from '../../stores/segment-pointer.ts';
import { sampleJob } from '../helpers/sample-documents.ts';
import { publishSample } from '../helpers/sample-segment.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

vi.mock(import('../../stores/load-snapshot.ts'), async (original) => {
  const all = await original();
  return { ...all, readContents: vi.fn(all.readContents) };
});

const noPreparation = async (): Promise<void> => {};
const jobCalled = (title: string) => sampleJob({ id: title, title });

test('without a published version it says which command makes one', async () => {
  const store = createIndexStore(temporaryFolder());
  await store.refresh(noPreparation);
  expect(() => store.current('jobs')).toThrow('run "tandem ingest jobs FILE"');
});

test('a snapshot knows ids, versions, positions and words', async () => {
  const dataDir = temporaryFolder();
  const { version } = await publishSample(dataDir, [jobCalled('Night Nurse'), jobCalled('Cook')]);
  const store = createIndexStore(dataDir);
  await store.refresh(noPreparation);
  const snapshot = store.current('jobs');
  expect(snapshot).toMatchObject({
    version,
    size: 2,
    ids: ['Night Nurse', 'Cook'],
    documentVersions: ['v1', 'v1'],
    encoderVersion: 'e1',
  });
  expect(snapshot.positionOf('Cook')).toBe(1);
  expect(snapshot.positionOf('none')).toBeUndefined();
  expect(snapshot.keywords.documentFrequency('nurse')).toBe(1);
});

test('the newest two versions are held', async () => {
  const dataDir = temporaryFolder();
  const store = createIndexStore(dataDir);
  const versions: string[] = [];
  for (const title of ['One', 'Two', 'Three']) {
    versions.push((await publishSample(dataDir, [jobCalled(title)])).version);
    await store.refresh(noPreparation);
  }
  const [first = '', second = '', third = ''] = versions;
  expect(store.current('jobs').version).toBe(third);
  expect(store.version('jobs', second)?.ids).toEqual(['Two']);
  expect(store.version('jobs', first)).toBeNull();
  expect(await staleVersions(dataDir, 'jobs')).toEqual([first]);
});

test('searches go on with the old version until the new one is prepared', async () => {
  const dataDir = temporaryFolder();
  const store = createIndexStore(dataDir);
  const first = await publishSample(dataDir, [jobCalled('One')]);
  await store.refresh(noPreparation);
  const second = await publishSample(dataDir, [jobCalled('Two')]);
  await store.refresh(async ({ version }) => {
    expect(version).toBe(second.version);
    expect(store.current('jobs').version).toBe(first.version);
  });
  expect(store.current('jobs').version).toBe(second.version);
});

test('a version whose preparation fails is tried again and the old one serves on', async () => {
  const dataDir = temporaryFolder();
  const store = createIndexStore(dataDir);
  const first = await publishSample(dataDir, [jobCalled('One')]);
  await store.refresh(noPreparation);
  const second = await publishSample(dataDir, [jobCalled('Two')]);
  const failing = async (): Promise<void> => {
    throw new Error('no worker');
  };
  await expect(store.refresh(failing)).rejects.toThrow('no worker');
  expect(store.current('jobs').version).toBe(first.version);
  await store.refresh(noPreparation);
  expect(store.current('jobs').version).toBe(second.version);
});

test('a version whose preparation fails is not joined again, and its segments go when another takes its place', async () => {
  const dataDir = temporaryFolder();
  const store = createIndexStore(dataDir);
  const tried: unknown[] = [];
  const failing = async (snapshot: unknown): Promise<void> => {
    tried.push(snapshot);
    throw new Error('no worker');
  };
  const [one, two] = [
    await publishSample(dataDir, [jobCalled('One')]),
    await publishSample(dataDir, [jobCalled('Two')]),
  ];
  vi.mocked(readContents).mockClear();
  for (const { version } of [one, one, two, one]) {
    await publishVersion(dataDir, 'jobs', version);
    await expect(store.refresh(failing)).rejects.toThrow('no worker');
  }
  expect(tried[1]).toBe(tried[0]);
  const read = vi.mocked(readContents).mock.calls.map(([, , segment]) => segment);
  expect(read).toEqual([one.version, two.version, one.version]);
});

test('a closed store holds no segments', async () => {
  const dataDir = temporaryFolder();
  await publishSample(dataDir, [jobCalled('One')]);
  const store = createIndexStore(dataDir);
  vi.mocked(readContents).mockClear();
  await store.refresh(noPreparation);
  await store.close();
  await store.refresh(noPreparation);
  expect(readContents).toHaveBeenCalledTimes(2);
});

test('a refresh without a new version prepares nothing, and two at once prepare once', async () => {
  const dataDir = temporaryFolder();
  const store = createIndexStore(dataDir);
  await publishSample(dataDir, [jobCalled('One')]);
  let preparations = 0;
  const count = async (): Promise<void> => {
    preparations += 1;
  };
  await Promise.all([store.refresh(count), store.refresh(count)]);
  await store.refresh(count);
  expect(preparations).toBe(1);
});

test('a pointer to a broken version leaves the old one serving', async () => {
  const dataDir = temporaryFolder();
  const store = createIndexStore(dataDir);
  const first = await publishSample(dataDir, [jobCalled('One')]);
  await store.refresh(noPreparation);
  await mkdir(segmentFolder(dataDir, 'jobs', 'ffffffffffffffff'));
  await publishVersion(dataDir, 'jobs', 'ffffffffffffffff');
  await expect(store.refresh(noPreparation)).rejects.toMatchObject({ code: 'INDEX_MISSING' });
  expect(store.current('jobs').version).toBe(first.version);
});

test('publishing the current version again changes nothing', async () => {
  const dataDir = temporaryFolder();
  await publishVersion(dataDir, 'jobs', 'a');
  await publishVersion(dataDir, 'jobs', 'b');
  await publishVersion(dataDir, 'jobs', 'b');
  expect(await readPointer(dataDir, 'jobs')).toEqual({ current: 'b', previous: 'a' });
});

test('a second ingest is refused while the first one lives, and takes over from a dead one', async () => {
  const dataDir = temporaryFolder();
  const release = await lockVertical(dataDir, 'jobs');
  await expect(lockVertical(dataDir, 'jobs')).rejects.toMatchObject({ code: 'INDEX_BUSY' });
  await (await lockVertical(dataDir, 'people'))();
  await release();
  const noProcess = 2 ** 22 + 1;
  await writeFile(`${dataDir}/index/jobs/LOCK`, String(noProcess));
  await (await lockVertical(dataDir, 'jobs'))();
});

test.each(['', String(process.pid)])('a lock that says %j and is none of this process is stale', async (text) => {
  const dataDir = temporaryFolder();
  await mkdir(`${dataDir}/index/jobs`, { recursive: true });
  await writeFile(`${dataDir}/index/jobs/LOCK`, text);
  const release = await lockVertical(dataDir, 'jobs');
  expect(await readFile(`${dataDir}/index/jobs/LOCK`, 'utf8')).toBe(String(process.pid));
  await release();
  expect(await readdir(`${dataDir}/index/jobs`)).toEqual([]);
});

test('a lock of a living process is respected and named in the message', async () => {
  const dataDir = temporaryFolder();
  await mkdir(`${dataDir}/index/jobs`, { recursive: true });
  await writeFile(`${dataDir}/index/jobs/LOCK`, String(process.ppid));
  await expect(lockVertical(dataDir, 'jobs')).rejects.toThrow(`${dataDir}/index/jobs/LOCK`);
});

test('of many that take over a dead lock at once one gets it', async () => {
  const dataDir = temporaryFolder();
  await mkdir(`${dataDir}/index/jobs`, { recursive: true });
  await writeFile(`${dataDir}/index/jobs/LOCK`, '');
  const taken = await Promise.allSettled(Array.from({ length: 8 }, () => lockVertical(dataDir, 'jobs')));
  expect(taken.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
});
