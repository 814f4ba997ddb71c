/**
 * The budgets of one server in one command: start, a cold page at 4 searches a second, a repeated one, packed ranking, memory.
 * Absolute times are told beside their targets; the ratio to full text must hold, or the command fails.
 * Run: npm run bench:budgets
 */

import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { freshTexts } from '../cli/search-texts.ts';
import { projectPath } from '../runtime/project-root.ts';
import { seededRandom } from '../runtime/random.ts';
import { openLoop } from './generate-load.ts';
import { treeMemory } from './process-memory.ts';
import { quantile, roundedTo } from './quantiles.ts';
import { createSearchClient } from './search-client.ts';
import { measuredServer } from './server.ts';

const RATE = 4;
const SECONDS = 30;
const REPEATS = 50;
const GIGABYTE = 1e9;

interface Budget {
  readonly what: string;
  readonly measured: number | null;
  readonly unit: string;
  /** At most, or at least where it says so. */
  readonly target: number;
  readonly isAtLeast?: boolean;
  /** Must hold on every machine. */
  readonly isRatio?: boolean;
}

const budgets = [...(await measureServer()), ...measureScoring()];
for (const budget of budgets) console.log(lineOf(budget));
console.log(
  `load of the machine: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`,
);
const result = Object.fromEntries(budgets.map(({ what, measured }) => [what, roundedTo(3, measured)]));
console.log(
  JSON.stringify({ budgets: result, missed: budgets.filter((budget) => !isMet(budget)).map(({ what }) => what) }),
);
if (budgets.some((budget) => budget.isRatio === true && !isMet(budget))) process.exit(1);

async function measureServer(): Promise<readonly Budget[]> {
  const random = seededRandom(1);
  const fresh = freshTexts(random);
  const texts = (): string => fresh.next().value;
  const startedMs = performance.now();
  const server = await measuredServer(undefined);
  const client = createSearchClient(server.url);
  try {
    await client.send(texts(), 'interactive', performance.now());
    const firstSeconds = (performance.now() - startedMs) / 1_000;
    const load = { rateAt: () => RATE, nextText: texts, random };
    await openLoop(client.send, { ...load, seconds: 3 });
    const cold = (await openLoop(client.send, { ...load, seconds: SECONDS })).map(({ latencyMs }) => latencyMs);
    const same = texts();
    await client.send(same, 'interactive', performance.now());
    const repeated: number[] = [];
    for (let at = 0; at < REPEATS; at++)
      repeated.push((await client.send(same, 'interactive', performance.now())).latencyMs);
    const memory = server.pid === null ? null : treeMemory(server.pid) / GIGABYTE;
    return [
      { what: 'start to first answered search', measured: firstSeconds, unit: 's', target: 15 },
      { what: 'cold page p50', measured: quantile(cold, 0.5), unit: 'ms', target: 150 },
      { what: 'cold page p95', measured: quantile(cold, 0.95), unit: 'ms', target: 300 },
      { what: 'repeated page p50', measured: quantile(repeated, 0.5), unit: 'ms', target: 10 },
      { what: 'memory of all processes', measured: memory, unit: 'GB', target: 1.2 },
    ];
  } finally {
    await client.close();
    await server.stop();
  }
}

function measureScoring(): readonly Budget[] {
  const command = ['--import', 'tsx', 'bench/scoring.ts', '--threads', '2'];
  const printed = execFileSync(process.execPath, command, { cwd: projectPath(), encoding: 'utf8' });
  const { itemsPerSecond, ratioFullText } = JSON.parse(printed.trim().split('\n').at(-1) ?? '{}') as {
    readonly itemsPerSecond: number;
    readonly ratioFullText: number;
  };
  return [
    { what: 'packed ranking', measured: itemsPerSecond, unit: 'items/s', target: 2_000, isAtLeast: true },
    { what: 'packed over full text', measured: ratioFullText, unit: '×', target: 75.9, isAtLeast: true, isRatio: true },
  ];
}

function isMet({ measured, target, isAtLeast = false }: Budget): boolean {
  return measured !== null && (isAtLeast ? measured >= target : measured <= target);
}

function lineOf(budget: Budget): string {
  const { what, measured, unit, target, isAtLeast = false } = budget;
  const value = measured === null ? 'not measured' : `${measured.toFixed(1)} ${unit}`;
  return `${what.padEnd(32)} ${value.padStart(16)}   ${isAtLeast ? 'at least' : 'at most'} ${target} ${unit}${isMet(budget) ? '' : '   missed'}`;
}
