/**
 * Runs one benchmark on two revisions, one after the other, and prints the ratios of the numbers in their last lines.
 * Run: npm run bench:compare -- depth main HEAD [-- --seeds 3]
 * Each revision is checked out and built in a temporary folder; dependencies are linked when the lock file is equal, else installed.
 */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { badInput } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';

type Numbers = Readonly<Record<string, number>>;

const LONGEST_MS = 600_000;

const { positionals } = parseArgs({ allowPositionals: true, strict: false });
const [bench, before, after, ...options] = positionals;
if (bench === undefined || before === undefined || after === undefined)
  throw badInput('expected the name of a benchmark and two revisions, such as: depth main HEAD');
const [first, second] = [measure(bench, before), measure(bench, after)];
console.log(`${'number'.padEnd(28)}${before.padStart(14)}${after.padStart(14)}   ratio`);
const ratios: Record<string, number | null> = {};
for (const [name, old] of Object.entries(first)) {
  const now = second[name];
  if (now === undefined) continue;
  ratios[name] = old === 0 ? null : Number((now / old).toFixed(3));
  console.log(`${name.padEnd(28)}${String(old).padStart(14)}${String(now).padStart(14)}   ${ratios[name] ?? '-'}`);
}
console.log(JSON.stringify({ bench, before, after, ratios }));

function measure(name: string, revision: string): Numbers {
  const folder = join(mkdtempSync(join(tmpdir(), 'tandem-compare-')), 'tree');
  git('worktree', 'add', '--quiet', '--detach', folder, revision);
  try {
    provideDependencies(folder);
    // Some benchmarks start processes from dist/.
    run(folder, ['run', '--silent', '--if-present', 'prepare']);
    const printed = run(folder, ['run', '--silent', `bench:${name}`, '--', ...options]);
    return numbersOf(JSON.parse(printed.trimEnd().split('\n').at(-1) ?? ''));
  } finally {
    git('worktree', 'remove', '--force', folder);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
}

function provideDependencies(folder: string): void {
  const lock = (root: string): string => readFileSync(join(root, 'package-lock.json'), 'utf8');
  if (lock(folder) === lock(projectPath())) symlinkSync(projectPath('node_modules'), join(folder, 'node_modules'));
  else run(folder, ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund']);
}

function git(...words: readonly string[]): void {
  execFileSync('git', words, { cwd: projectPath(), stdio: ['ignore', 'ignore', 'inherit'] });
}

function run(cwd: string, words: readonly string[]): string {
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  return execFileSync('npm', words, { cwd, encoding: 'utf8', timeout: LONGEST_MS, stdio });
}

/** Nested numbers by their path, such as `goodputShare.2`; what is no number is left out. */
function numbersOf(value: unknown, path = ''): Numbers {
  if (typeof value === 'number') return { [path]: value };
  if (typeof value !== 'object' || value === null) return {};
  const inner = Object.entries(value).map(([name, one]) => numbersOf(one, path === '' ? name : `${path}.${name}`));
  return Object.assign({}, ...inner);
}
