/** Pages show a reader the query, the ids in their order and an excerpt of each document; readers share them evenly. */

import { describe, expect, it } from 'vitest';
import { blockOf, documentLine, pagesOf } from '../../../training/grading/grading-page.ts';
import { sampleJob, samplePerson } from '../../helpers/sample-documents.ts';

const query = { qid: 'q1', vertical: 'jobs', text: 'night nurse', must: ['at night'] } as const;

describe('a block', () => {
  it('opens with the query and its constraints, then the ids in the order of the lines', () => {
    const documents = [sampleJob({ externalId: 'a' }), sampleJob({ externalId: 'b', title: 'Cook' })];
    const lines = blockOf(query, documents).text.split('\n');
    expect(lines[0]).toBe('## q1 (jobs) "night nurse"  [hard constraints: at night]');
    expect(lines[1]).toBe('#ids a b');
    expect(lines.slice(2, 4).map((line) => line.slice(0, 10))).toEqual(['1. Night N', '2. Cook | ']);
  });
});

describe('a line', () => {
  it('has the pay of a job, which its fields do not tell', () => {
    const salary = {
      minimum: 20,
      maximum: 25,
      currency: 'EUR',
      period: 'HOUR',
      annualMinimum: null,
      annualMaximum: null,
    } as const;
    expect(documentLine(sampleJob({ salary }), 'nurse')).toContain('{pay 20-25 EUR/HOUR}');
  });

  it('has former jobs and schools of a person', () => {
    const work = [
      { title: 'Clerk', company: null, location: null, startDate: '2010-01', endDate: null, summary: null },
    ];
    const education = [{ institution: 'Lake School', area: 'Law', studyType: null, startDate: null, endDate: null }];
    expect(documentLine(samplePerson({ work, education }), 'clerk')).toContain(
      '{Clerk @ ? 2010-now | edu: Law Lake School}',
    );
  });

  it('shows the sentence that is nearest to the query and stays short', () => {
    const filler = 'We are a friendly house with a garden and many rooms. '.repeat(40);
    const line = documentLine(sampleJob({ description: `${filler}You lift heavy crates of fish.` }), 'fish crates');
    expect(line).toContain('heavy crates of fish');
    expect(line.length).toBeLessThanOrEqual(760);
  });
});

describe('pages', () => {
  const blocks = Array.from({ length: 30 }, (_, at) => ({ text: `block ${at}\n${'x'.repeat(10_000)}\n`, count: 3 }));

  it('are shared evenly and hold every block once, in order', () => {
    const pages = pagesOf(blocks, 3);
    expect(pages.map((ofReader) => ofReader.join('').match(/block/g)?.length)).toEqual([10, 10, 10]);
    expect(pages.flat().join('\n')).toBe(blocks.map(({ text }) => text).join('\n'));
  });

  it('are no longer than what is read in one go', () => {
    expect(
      pagesOf(blocks, 1)
        .flat()
        .every((page) => page.length < 85_000),
    ).toBe(true);
  });

  it('are none for readers without blocks', () => {
    expect(pagesOf([], 2)).toEqual([[], []]);
  });
});
