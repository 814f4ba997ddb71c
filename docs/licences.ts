/** `npm run licences` lists every installed package with its licence, those of the program first. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { projectPath } from '../runtime/project-root.ts';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

const lock = lockSchema.parse(JSON.parse(readFileSync(projectPath('package-lock.json'), 'utf8')));
const installed = Object.entries(lock.packages)
  .filter(([path]) => path !== '')
  .map(([path, entry]) => ({
    name: path.replace(/^.*node_modules\//, ''),
    version: entry.version ?? '?',
    licence: entry.license ?? 'unknown',
    use: entry.dev ? 'development' : 'program',
  }))
  .sort((a, b) => b.use.localeCompare(a.use) || a.name.localeCompare(b.name));

for (const { name, version, licence, use } of installed)
  console.log(`${use.padEnd(12)} ${licence.padEnd(24)} ${name}@${version}`);

const byLicence = new Map<string, number>();
for (const { licence } of installed) byLicence.set(licence, (byLicence.get(licence) ?? 0) + 1);
const summary = [...byLicence].sort(([, a], [, b]) => b - a).map(([licence, count]) => `${count} ${licence}`);
console.log(`\n${installed.length} packages: ${summary.join(', ')}`);
