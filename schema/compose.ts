/** Command behind `npm run schema` (writes what is made from the contracts) and `npm run schema:check` (compares). */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { clientTypeFiles } from './client-types.ts';
import { composedFiles } from './composed-files.ts';
import { resolverTypeFiles } from './resolver-types.ts';
import { schemaPath } from './subgraph-schemas.ts';

const files = new Map([...composedFiles(), ...(await resolverTypeFiles()), ...(await clientTypeFiles())]);
const stale = [...files].filter(
  ([file, content]) => !existsSync(schemaPath(file)) || readFileSync(schemaPath(file), 'utf8') !== content,
);

if (process.argv.includes('--check')) check(stale.map(([file]) => file));
else write(stale);

function check(names: readonly string[]): void {
  if (names.length === 0) {
    console.log(`schema: ${files.size} files are as the contracts make them`);
    return;
  }
  console.error(
    `schema: ${names.join(', ')} differ from what the contracts in schema/*.graphql make; run npm run schema and commit the result`,
  );
  process.exitCode = 1;
}

function write(entries: readonly (readonly [string, string])[]): void {
  for (const [file, content] of entries) {
    mkdirSync(dirname(schemaPath(file)), { recursive: true });
    writeFileSync(schemaPath(file), content);
  }
  console.log(`schema: ${entries.length} of ${files.size} files written`);
}
