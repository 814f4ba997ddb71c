/** Writes the demo corpus as jobs.jsonl.gz and people.jsonl.gz: `npx tsx data/demo/write-jsonl.ts FOLDER`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { generateJobs, generatePeople } from './generate.ts';

function writeLines(folder: string, name: string, lines: Iterable<unknown>): void {
  const texts = Array.from(lines, (line) => JSON.stringify(line));
  const file = join(folder, name);
  writeFileSync(file, gzipSync(`${texts.join('\n')}\n`));
  console.log(`${file}: ${texts.length} lines`);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('write-jsonl: expected a folder, got nothing; run: npx tsx data/demo/write-jsonl.ts FOLDER');
  process.exitCode = 1;
} else {
  mkdirSync(folder, { recursive: true });
  writeLines(folder, 'jobs.jsonl.gz', generateJobs());
  writeLines(folder, 'people.jsonl.gz', generatePeople());
}
