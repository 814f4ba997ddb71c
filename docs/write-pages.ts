/** `npm run docs` writes the generated pages; `npm run docs:check` fails when one is stale. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { projectPath } from '../runtime/project-root.ts';
import { generatedPages } from './pages.ts';

const isCheck = process.argv.includes('--check');
const stale = generatedPages().filter(
  ({ path, content }) => !existsSync(projectPath(path)) || readFileSync(projectPath(path), 'utf8') !== content,
);

if (!isCheck) for (const { path, content } of stale) writeFileSync(projectPath(path), content);
for (const { path } of stale) console.log(`${isCheck ? 'stale' : 'written'} ${path}`);
if (isCheck && stale.length > 0) {
  console.error('expected these pages to say what the code says; run: npm run docs');
  process.exitCode = 1;
}
