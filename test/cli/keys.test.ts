/** `tandem keys`: the last line of create is JSON, list shows no secret, revoke holds. */

import { describe, expect, it } from 'vitest';
import { registerKeys } from '../../cli/keys.ts';
import { lastJson, runCommand } from '../helpers/run-command.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

interface Created {
  readonly id: string;
  readonly key: string;
  readonly tenant: string;
  readonly scopes: readonly string[];
}

const FILTER = '{"jobs":{"workplaceTypes":["REMOTE"]}}';

describe('tandem keys', () => {
  it('creates, lists and revokes', async () => {
    const at = ['--data-dir', temporaryFolder()];
    const run = (...args: readonly string[]) => runCommand(registerKeys, ['keys', ...args, ...at]);
    const options = ['--tenant', 'acme', '--scopes', 'jobs:read,people:read', '--filter', FILTER, '--rate', '5/s'];
    const made = lastJson<Created>(await run('create', ...options));
    expect(made).toMatchObject({
      tenant: 'acme',
      scopes: ['jobs:read', 'people:read'],
      filter: JSON.parse(FILTER),
      budget: { requestsPerSecond: 5 },
    });
    const listed = (await run('list')).join('\n');
    expect(listed).toContain(made.id);
    expect(listed).not.toContain(made.key);
    expect(await run('revoke', made.id)).toEqual([`${made.id} of acme is revoked`]);
    expect((await run('list')).at(-1)).not.toMatch(/-$/);
  });

  it('refuses to revoke what is not there', async () => {
    const args = ['keys', 'revoke', 'nobody', '--data-dir', temporaryFolder()];
    await expect(runCommand(registerKeys, args)).rejects.toThrow('keys list');
  });
});
