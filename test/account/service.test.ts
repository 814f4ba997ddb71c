/** What serves: both index versions, the newer date, and an error when nothing is published. */

import { describe, expect, it } from 'vitest';
import { serviceInfo } from '../../account/service.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { IndexStore } from '../../stores/index-snapshots.ts';

const fixed = { version: '1.0.0', schemaHash: 'h', rankerVersion: 'r' };

function indexesDated(jobs: string | null, people: string | null): IndexStore {
  const current = (vertical: string) => ({ version: `${vertical}-1`, indexedAt: vertical === 'jobs' ? jobs : people });
  return { current } as unknown as IndexStore;
}

describe('service info', () => {
  it('joins the versions of jobs and people', () => {
    expect(serviceInfo(indexesDated(null, null), fixed)).toEqual({
      ...fixed,
      indexVersion: 'jobs-1+people-1',
      indexedAt: null,
    });
  });

  it.each([
    ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
    ['2026-01-01T23:00:00Z', '2026-01-02T00:30:00+02:00', '2026-01-01T23:00:00Z'],
    [null, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
  ])('of %s and %s is dated %s', (jobs, people, newest) => {
    expect(serviceInfo(indexesDated(jobs, people), fixed).indexedAt).toBe(newest);
  });

  it('needs an index', () => {
    const current = () => {
      throw new TandemError('INDEX_MISSING', 'none');
    };
    expect(() => serviceInfo({ current } as unknown as IndexStore, fixed)).toThrow('none');
  });
});
