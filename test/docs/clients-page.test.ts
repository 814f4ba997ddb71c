/** The page for clients shows files that tests run: each file of examples/ is on it or named by a test. */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clientsPage } from '../../docs/clients-page.ts';
import { projectPath } from '../../runtime/project-root.ts';

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', 'examples'], {
  cwd: projectPath(),
  encoding: 'utf8',
});
const examples = listed.split('\n').filter((file) => file !== '' && !file.includes('/generated/'));
const read = (file: string): string => readFileSync(projectPath(file), 'utf8');
const tests = readdirSync(projectPath('test', 'examples'))
  .map((file) => read(`test/examples/${file}`))
  .join('\n');

/** Files that the builds of the clients read: the test runs the builds over the whole folder. */
const READ_BY_BUILDS = [
  'examples/apollo/persisted-query-manifest.config.json',
  'examples/relay/relay.config.json',
  'examples/relay/persisted.json',
  'examples/relay/job-list.ts',
  'examples/typed/codegen.ts',
];

it('has no code of its own: every block is a file of examples/', () => {
  const blocks = [...clientsPage().matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block.trimEnd());
  const texts = examples.map((file) => read(file).trimEnd());
  expect(blocks.length).toBeGreaterThan(15);
  expect(blocks.filter((block) => !texts.includes(block))).toEqual([]);
});

it('shows every example, and a test runs each', () => {
  const page = clientsPage();
  expect(examples.filter((file) => !page.includes(`\`${file}\``) && file !== 'examples/relay/persisted.json')).toEqual(
    [],
  );
  const isRun = (file: string) => tests.includes(file) || tests.includes(`'${file.slice(file.lastIndexOf('/') + 1)}'`);
  expect(examples.filter((file) => !isRun(file) && !READ_BY_BUILDS.includes(file))).toEqual([]);
});
