/** Whoever does not ask for the batch lane is waited for. */
import { expect, it } from 'vitest';
import { laneFrom, lanesAsUrgentAs } from '../../runtime/lane.ts';

it.each([undefined, null, '', 'BATCH', 'interactive'])('a header of %s is interactive', (header) => {
  expect(laneFrom(header)).toBe('interactive');
});

it('batch work may share what is interactive, and not the other way round', () => {
  expect(lanesAsUrgentAs(laneFrom('batch'))).toEqual(['interactive', 'batch']);
  expect(lanesAsUrgentAs('interactive')).toEqual(['interactive']);
});
