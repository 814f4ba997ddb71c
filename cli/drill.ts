/** `tandem drill redis|worker|subgraph`: makes a fault in a running system, searches meanwhile, and prints what clients saw. */

import { setTimeout as pause } from 'node:timers/promises';
import { Argument, type Command, Option } from 'commander';
import { loadConfig } from '../runtime/config.ts';
import { badInput } from '../runtime/errors.ts';
import { POOL_NAMES, type PoolName } from '../runtime/pool-names.ts';
import { seededRandom } from '../runtime/random.ts';
import { drillReport } from './drill-report.ts';
import { type DrillName, type DrillTarget, knownProcess, ownServer, readyWorker } from './drill-target.ts';
import { freshTexts } from './search-texts.ts';
import { type Answered, startSearches } from './steady-searches.ts';
import { STOP_SIGNALS } from './stop-signals.ts';
import { wholeNumber } from './whole-number.ts';

const DRILLS: readonly DrillName[] = ['redis', 'worker', 'subgraph'];
const SIGNALS = ['SIGKILL', 'SIGSTOP'] as const;

interface DrillOptions {
  readonly url: string;
  readonly pid?: string;
  readonly pool: PoolName;
  readonly signal: (typeof SIGNALS)[number];
  readonly rate: string;
  readonly calm: string;
  readonly seconds: string;
  readonly frozen: string;
}

export function registerDrill(program: Command): void {
  program
    .command('drill')
    .description(
      'strike a process of a running system, search meanwhile, tell what clients saw; searches carry the key or token of TANDEM_TOKEN',
    )
    .addArgument(new Argument('<what>', 'what is struck').choices(DRILLS))
    .requiredOption('--url <address>', 'the server that is searched, on this machine')
    .option('--pid <number>', 'the process that is struck; for a worker the server tells it')
    .addOption(choice('--pool <name>', 'whose worker is struck', POOL_NAMES, 'slm'))
    .addOption(choice('--signal <name>', 'killed, or frozen for a while', SIGNALS, 'SIGKILL'))
    .option('--rate <number>', 'searches a second', '4')
    .option('--calm <number>', 'seconds of searches before the strike, to compare with', '4')
    .option('--seconds <number>', 'how long searches go on after the strike', '12')
    .option('--frozen <number>', 'seconds until a frozen process goes on', '5')
    .action(async (what: DrillName, options: DrillOptions) => {
      if (!(await drill(what, options))) process.exitCode = 1;
    });
}

function choice(flags: string, description: string, choices: readonly string[], standard: string): Option {
  return new Option(flags, description).choices(choices).default(standard);
}

/** Prints the table. False when a search failed, before the strike too. */
async function drill(name: DrillName, options: DrillOptions): Promise<boolean> {
  const url = ownServer(options.url);
  const { TANDEM_TOKEN: token } = loadConfig(process.env);
  const target = await targetOf(name, url, options, token);
  const perSecond = wholeNumber('--rate', options.rate, 1, 100);
  const calm = wholeNumber('--calm', options.calm, 0, 600);
  const seconds = wholeNumber('--seconds', options.seconds, 1, 600);
  const texts = freshTexts(seededRandom(Date.now()));
  const searches = startSearches({ url, perSecond, texts, token });
  await pause(calm * 1_000);
  const struckMs = performance.now();
  const release = strike(target, options);
  try {
    await pause(seconds * 1_000);
  } finally {
    release();
    await searches.end();
  }
  for (const line of drillReport(searches.answers, struckMs)) console.log(line);
  return noneFailed(searches.answers);
}

async function targetOf(
  name: DrillName,
  url: string,
  { pid, pool }: DrillOptions,
  token: string | undefined,
): Promise<DrillTarget> {
  if (pid !== undefined) return knownProcess(name, wholeNumber('--pid', pid, 2, 2 ** 31 - 1));
  if (name === 'worker') return readyWorker(url, pool, token);
  throw badInput(`--pid must name the process of the ${name}, as no server tells it; "pgrep -af ${name}" finds it`);
}

/** What it gives back lets a frozen process go on, which also happens by itself after a while and when the drill is ended. */
function strike({ pid, what }: DrillTarget, { signal, frozen }: DrillOptions): () => void {
  const frozenMs = wholeNumber('--frozen', frozen, 1, 600) * 1_000;
  const isFrozen = signal === 'SIGSTOP';
  console.log(`${signal} to process ${pid}, ${what}${isFrozen ? `, for ${frozen} s` : ''}\n`);
  process.kill(pid, signal);
  if (!isFrozen) return () => undefined;
  const release = (): void => {
    clearTimeout(timer);
    process.off('exit', release);
    goOn(pid);
  };
  const timer = setTimeout(release, frozenMs);
  process.once('exit', release);
  for (const stop of STOP_SIGNALS) process.once(stop, () => process.exit(1));
  return release;
}

/** A supervisor may have ended it meanwhile. */
function goOn(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function noneFailed(answers: readonly Answered[]): boolean {
  const failed = answers.filter(({ kind }) => kind === 'failed');
  if (failed[0] !== undefined) console.log(`${failed.length} failed, the first: ${failed[0].told}`);
  return failed.length === 0 && answers.length > 0;
}
