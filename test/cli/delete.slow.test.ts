/** `tandem delete` takes ids as the API shows them or as the lines had them, and says which it did not find. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { registerDelete } from '../../cli/delete.ts';
import { registerIngest } from '../../cli/ingest.ts';
import { documentId } from '../../ingest/normalise-parts.ts';
import { createIndexStore } from '../../stores/index-store.ts';
import { runCommand } from '../helpers/run-command.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

it('takes both kinds of ids, from arguments and a file, and names the unknown ones as they were given', async () => {
  const [dataDir, folder] = [temporaryFolder(), temporaryFolder()];
  const lines = ['a', 'b', 'c', 'd'].map((id) => JSON.stringify({ id, title: `Baker ${id}` }));
  await writeFile(join(folder, 'shop.jsonl'), lines.join('\n'));
  await writeFile(join(folder, 'ids'), 'b\n\n gone \n');
  await runCommand(registerIngest, ['ingest', 'jobs', join(folder, 'shop.jsonl'), '--data-dir', dataDir]);
  const told = vi.spyOn(console, 'error').mockReturnValue();
  const remove = (...args: readonly string[]) =>
    runCommand(registerDelete, ['delete', 'jobs', ...args, '--data-dir', dataDir]);

  const [bySource] = await remove('a', '--file', join(folder, 'ids'), '--source', 'shop');
  expect(bySource).toMatch(/^jobs: asked 3 · removed 2 · unknown 1 · /);
  expect(told.mock.calls).toEqual([['not in the index: gone']]);
  const [, published] = await remove(documentId('jobs', 'shop', 'c'));
  expect(published).toMatch(/ with 1 document$/);
  await expect(remove()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  told.mockRestore();
}, 60_000);

it.each(['SIGINT', 'SIGTERM'])(
  'leaves the index as it was, without draft and lock, when it is stopped by %s',
  async (signal) => {
    const [dataDir, folder] = [temporaryFolder(), temporaryFolder()];
    const lines = ['a', 'b'].map((id) => JSON.stringify({ id, title: `Baker ${id}` }));
    await writeFile(join(folder, 'shop.jsonl'), lines.join('\n'));
    await runCommand(registerIngest, ['ingest', 'jobs', join(folder, 'shop.jsonl'), '--data-dir', dataDir]);
    const before = await readdir(join(dataDir, 'index', 'jobs'));
    // The signal comes as soon as somebody listens to it; the test's own process must not hear it.
    const strike = (event: string | symbol, heard: () => void): void => {
      if (event === signal) setImmediate(heard);
    };
    process.on('newListener', strike);
    try {
      const command = ['delete', 'jobs', 'a', '--source', 'shop', '--data-dir', dataDir];
      await expect(runCommand(registerDelete, command)).rejects.toThrow('the index is as it was');
    } finally {
      process.off('newListener', strike);
    }
    expect(await readdir(join(dataDir, 'index', 'jobs'))).toEqual(before);
    const store = createIndexStore(dataDir);
    await store.refresh(async () => undefined);
    expect(store.current('jobs').size).toBe(2);
  },
  60_000,
);
