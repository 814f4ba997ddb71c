/** When a page waits for its record to be written, and when it does not. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Logger } from '../../runtime/telemetry.ts';
import type { SearchServices } from '../../search/context.ts';
import { runSearch } from '../../search/search.ts';
import type { SearchRecordStore } from '../../stores/search-records.ts';
import { createTestSearch, jobRequest } from '../helpers/test-search.ts';

/** What happened, in order, when a page is searched and its record put in that way. */
async function pageWith(put: SearchRecordStore['put'], changes: Partial<SearchServices>) {
  const searchRecords: SearchRecordStore = {
    get: async () => null,
    put,
    removeOf: async () => 0,
    close: async () => undefined,
  };
  const { context } = await createTestSearch({ searchRecords, ...changes });
  return runSearch(jobRequest('chef'), context());
}

describe('the record of a search', () => {
  it.each([
    [true, ['written', 'page']],
    [false, ['page', 'written']],
  ])('is written before the page when other processes read it (%s)', async (sharesRecords, order) => {
    const happened: string[] = [];
    let written = Promise.resolve();
    const put = (): Promise<void> => {
      written = (async () => {
        for (let turn = 0; turn < 20; turn += 1) await nextTurn();
        happened.push('written');
      })();
      return written;
    };
    await pageWith(put, { sharesRecords });
    happened.push('page');
    await written;
    expect(happened).toEqual(order);
  });

  it('that is never written holds a page up for a moment only', async () => {
    const page = await pageWith(() => new Promise(() => undefined), { sharesRecords: true });
    expect(page.edges.length).toBeGreaterThan(0);
  });

  it('that cannot be written costs a line in the log, not the page', async () => {
    const lines: unknown[] = [];
    const ignore = (): void => undefined;
    const logger = {
      trace: ignore,
      debug: ignore,
      info: ignore,
      error: ignore,
      warn: (line: unknown) => lines.push(line),
    };
    const put = () => Promise.reject(new Error('disk full'));
    const page = await pageWith(put, { sharesRecords: true, logger: logger as unknown as Logger });
    expect(page.edges.length).toBeGreaterThan(0);
    expect(lines).toEqual([expect.objectContaining({ searchId: page.searchId, err: new Error('disk full') })]);
  });
});
