/** Judged pairs get the texts of queries and documents, documents as ingest makes them. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPairs } from '../../../evaluation/judge/pairs-to-grade.ts';
import { foldText } from '../../../models/text.ts';
import { loadFacts } from '../../../stores/facts-files.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

const facts = loadFacts(foldText);

function corpusFiles() {
  const folder = temporaryFolder();
  const write = (name: string, lines: readonly object[]): string => {
    const path = join(folder, name);
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return path;
  };
  const jobs = write('jobs.jsonl', [
    { id: 'd1', title: 'Night Nurse', description: 'Ward work.' },
    { id: 'd2' },
    { id: 7, title: 'Cook', description: 'Kitchen work.' },
    { id: 'd9', title: 'Unjudged', description: '' },
  ]);
  return { jobs, people: write('people.jsonl', [{ id: 'd1', name: 'Zoë Óskarsdóttir', headline: 'Payroll Manager' }]) };
}

test('pairs come in the order of queries and judgments, each document read from its own vertical', async () => {
  const read: string[] = [];
  const { pairs, missing } = await readPairs({
    queries: [
      { qid: 'p1', text: 'payroll', vertical: 'people', category: 'skill' },
      { qid: 'j1', text: 'night nurse' },
      { qid: 'j2', text: 'nobody judged this' },
    ],
    judgments: new Map([
      [
        'j1',
        new Map([
          ['7', 0],
          ['d1', 4],
          ['d2', 3],
          ['gone', 2],
        ]),
      ],
      ['p1', new Map([['d1', 4]])],
      ['other', new Map([['d9', 1]])],
    ]),
    corpus: corpusFiles(),
    facts,
    documentText: (document) => {
      const text = document.kind === 'job' ? document.title : document.displayName;
      read.push(text);
      return text;
    },
  });
  expect(pairs).toEqual([
    {
      qid: 'p1',
      vertical: 'people',
      category: 'skill',
      documentId: 'd1',
      gold: 4,
      input: { query: 'payroll', document: 'Zoë Óskarsdóttir' },
    },
    {
      qid: 'j1',
      vertical: 'jobs',
      category: '',
      documentId: '7',
      gold: 0,
      input: { query: 'night nurse', document: 'Cook' },
    },
    {
      qid: 'j1',
      vertical: 'jobs',
      category: '',
      documentId: 'd1',
      gold: 4,
      input: { query: 'night nurse', document: 'Night Nurse' },
    },
  ]);
  // One that ingest refuses and one that the file lacks.
  expect(missing).toBe(2);
  expect(read).not.toContain('Unjudged');
});
