/** `tandem keys`: makes API keys, lists them, and takes them back; running servers follow within a second. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { type ApiKey, createKey, listKeys, type NewKey, revokeKey } from '../account/api-keys.ts';
import { parseCallerFilter } from '../account/caller-filter.ts';
import { type CallerFilter, SCOPES } from '../runtime/caller.ts';
import { systemClock } from '../runtime/clock.ts';
import { loadConfig } from '../runtime/config.ts';
import { badInput } from '../runtime/errors.ts';
import type { RowStore } from '../stores/rows.ts';
import { openMemberStores } from './member-stores.ts';
import { textTable } from './text-table.ts';

interface CreateFlags {
  readonly tenant: string;
  readonly scopes: readonly string[];
  readonly filter?: CallerFilter;
  readonly rate?: number;
  readonly points?: number;
}

export function registerKeys(program: Command): void {
  const keys = program.command('keys').description('make, list and revoke API keys');
  const dataDir = new Option('--data-dir <folder>', 'where keys are kept (default: TANDEM_DATA_DIR)');
  keys
    .command('create')
    .description('make a key; it is shown this once, as the last line in JSON')
    .requiredOption('--tenant <name>', 'whose key it is', tenantName)
    .requiredOption('--scopes <names>', `what it allows, parted by commas: ${SCOPES.join(', ')}`, knownScopes)
    .option('--filter <json>', 'what all that it reads must pass: {"jobs": JobFilter, "people": PeopleFilter}', filter)
    .option('--rate <number/s>', 'requests a second, such as 50/s', perSecond)
    .option('--points <number/s>', 'points of cost a second, such as 1000/s', perSecond)
    .addOption(dataDir)
    .action((flags: CreateFlags & DataDir) => withStores(flags, (stores) => create(stores, flags)));
  keys
    .command('list')
    .description('show all keys, without their secrets')
    .addOption(dataDir)
    .action((flags: DataDir) => withStores(flags, async (stores) => console.log(tableOf(await listKeys(stores)))));
  keys
    .command('revoke')
    .description('take a key back for good')
    .argument('<id>', 'its id, as keys list shows it')
    .addOption(dataDir)
    .action((id: string, flags: DataDir) => withStores(flags, (stores) => revoke(stores, id)));
}

interface DataDir {
  readonly dataDir?: string;
}

async function withStores({ dataDir }: DataDir, use: (stores: readonly RowStore[]) => Promise<void>): Promise<void> {
  const config = loadConfig(process.env, dataDir === undefined ? {} : { TANDEM_DATA_DIR: dataDir });
  const { stores, close } = await openMemberStores(config);
  try {
    await use(stores);
  } finally {
    await close();
  }
}

async function create(stores: readonly RowStore[], flags: CreateFlags): Promise<void> {
  const { tenant, scopes, filter = null, rate, points } = flags;
  const budget = {
    ...(rate === undefined ? {} : { requestsPerSecond: rate }),
    ...(points === undefined ? {} : { pointsPerSecond: points }),
  };
  const made: NewKey = { tenant, scopes, filter, budget };
  const { id, key } = await createKey(stores, made, systemClock.date());
  console.log('Keep the key now: only its hash is stored, and nobody can show it again.');
  console.log(JSON.stringify({ id, key, ...made }));
}

async function revoke(stores: readonly RowStore[], id: string): Promise<void> {
  const key = await revokeKey(stores, id, systemClock.date());
  if (key === null) throw badInput(`no key has the id ${id}; "tandem keys list" shows those there are`);
  console.log(`${id} of ${key.tenant} is revoked`);
}

function tableOf(keys: readonly ApiKey[]): string {
  const rows = keys.map(({ id, tenant, scopes, filter, budget, createdAt, revokedAt }) => [
    id,
    tenant,
    scopes.join(','),
    filter === null ? '-' : JSON.stringify(filter),
    `${budget.requestsPerSecond ?? '-'}`,
    `${budget.pointsPerSecond ?? '-'}`,
    createdAt,
    revokedAt ?? '-',
  ]);
  return textTable([['id', 'tenant', 'scopes', 'filter', 'requests/s', 'points/s', 'created', 'revoked'], ...rows]);
}

/** As claims of tokens: 1 to 200 characters, none of them a control character. */
function tenantName(text: string): string {
  if (/^[^\p{Cc}]{1,200}$/u.test(text)) return text;
  throw new InvalidArgumentError(`expected 1 to 200 characters, got ${JSON.stringify(text)}`);
}

function knownScopes(text: string): readonly string[] {
  const given = [...new Set(text.split(',').map((scope) => scope.trim()))];
  const unknown = given.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
  if (unknown.length === 0) return given;
  throw new InvalidArgumentError(`expected some of ${SCOPES.join(', ')}, got ${JSON.stringify(unknown.join(','))}`);
}

function filter(text: string): CallerFilter {
  try {
    return parseCallerFilter(JSON.parse(text));
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

function perSecond(text: string): number {
  const [, number] = /^(\d+(?:\.\d+)?)\/s$/.exec(text) ?? [];
  if (Number(number) > 0) return Number(number);
  throw new InvalidArgumentError(`expected a number above 0 a second such as 50/s, got ${text}`);
}
