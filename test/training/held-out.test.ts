/** What is compared with the held-out queries: the words that people type, without marks. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readMarkedTexts } from '../../training/held-out.ts';

it('a marked query is read without its marks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-marked-'));
  const file = join(folder, 'marked.tsv');
  const first = 'jobs\ttitle_location\t[title cook=chef] in [location nyc=New York City], no [-industry hotels]';
  writeFileSync(file, `${first} {seniority=ENTRY}\npeople\tskill\t[skill C++ (embedded)]\n`);
  expect(readMarkedTexts(file)).toEqual([
    { name: 'marked.tsv:1', text: 'cook in nyc, no hotels' },
    { name: 'marked.tsv:2', text: 'C++ (embedded)' },
  ]);
  rmSync(folder, { recursive: true });
});
