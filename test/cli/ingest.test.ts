/** What an ingest tells about lines that it could not index. */
import { expect, test } from 'vitest';
import { failureLines } from '../../cli/ingest.ts';

const failures = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ line: index + 1, reason: 'title is missing' }));

test('every bad line that is kept is told with number and reason', () => {
  const lines = failureLines({ failures: failures(25), failed: 25 });
  expect(lines).toHaveLength(25);
  expect(lines[24]).toBe('line 25: title is missing');
});

test('beyond those that are kept their number is told', () => {
  expect(failureLines({ failures: failures(1_000), failed: 1_234 }).at(-1)).toBe(
    '… and 234 more lines that could not be indexed',
  );
});
