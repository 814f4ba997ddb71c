/** A server that stops is away for new requests at once, whatever its alerts are at, and answers those that run. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startBackgroundWork } from '../../cli/background-work.ts';
import { at, testConfig } from '../gateway/test-services.ts';
import { type AlertWorld, alertWorld, apiaryJob } from '../helpers/alert-world.ts';
import { serveJson } from '../helpers/json-server.ts';

const LONG_MS = 60_000;
const GRACE_MS = 30_000;
/** Much less than the ten seconds that a webhook may take, and the thirty of a search. */
const SOON_MS = 5_000;

let world: AlertWorld;
afterEach(() => world.gateway.stop());

const SEARCH = '{ jobSearch(input: { text: "apiary keeper" }) { totalCount search { id } } }';
const OTHER = '{ jobSearch(input: { text: "night porter in a hotel" }) { totalCount } }';

/** A posting that an alert has not told of. */
async function saveAndPublish(): Promise<string> {
  const searchId = at(await world.ask(SEARCH), 'jobSearch.search.id');
  await world.ask(
    `mutation { savedSearchCreate(input: { name: "n", alert: INSTANT, searchId: "${searchId}" }) { savedSearch { id } } }`,
  );
  const job = apiaryJob(1, world.test.clock.date().toISOString());
  await world.publish({ jobs: [...world.test.jobs, job] });
  return job.id;
}

function backgroundWork(settings: Readonly<Record<string, string>>) {
  const { services } = world.test;
  const opened = { services, wholeRows: services.rows, keyStores: [services.rows] };
  const idle = { refresh: async () => undefined, close: async () => undefined };
  return startBackgroundWork(testConfig({ TANDEM_ALERTS_EVERY_MS: '20', ...settings }), { ...opened, ...idle }, [
    'jobs',
    'people',
  ]);
}

/** A search that goes on until the function that comes back is called. */
async function runningSearch() {
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const reached = vi.fn();
  world.beforeNearest(async (options) => {
    if (options.lane === 'batch') return;
    reached();
    await gate;
  });
  const answer = world.ask(OTHER);
  await vi.waitFor(() => expect(reached).toHaveBeenCalled(), { timeout: LONG_MS });
  return { answer, release };
}

async function expectGoodDrain(stopServing: ReturnType<typeof backgroundWork>): Promise<void> {
  const { answer, release } = await runningSearch();
  const stopped = stopServing(() => world.gateway.stop(GRACE_MS));
  // A turn in which connections that waited are taken.
  await vi.waitFor(() => expect(fetch(`${world.gateway.url}/livez`)).rejects.toThrow(), { timeout: 1_000 });
  release();
  expect(at(await answer, 'jobSearch.totalCount')).toBeGreaterThanOrEqual(0);
  const startedMs = performance.now();
  await stopped;
  expect(performance.now() - startedMs).toBeLessThan(SOON_MS);
}

describe('a server that stops', () => {
  it(
    'while a webhook hangs ends soon, and the next one sends the same message, once',
    async () => {
      const ids: unknown[] = [];
      let isHanging = true;
      const hook = await serveJson(async ({ headers }) => {
        ids.push(headers['webhook-id']);
        if (isHanging) await new Promise(() => undefined);
        return { status: 200, body: {} };
      });
      const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
      const settings = { TANDEM_ALERT_WEBHOOK_URL: hook.url, TANDEM_ALERT_WEBHOOK_SECRET: secret };
      try {
        world = await alertWorld('in one process', settings);
        await saveAndPublish();
        const stopServing = backgroundWork(settings);
        await vi.waitFor(() => expect(ids).toHaveLength(1), { timeout: LONG_MS });
        await expectGoodDrain(stopServing);
        isHanging = false;
        await world.run();
        await world.run();
        expect(ids).toEqual([ids[0], ids[0]]);
      } finally {
        await hook.close();
      }
    },
    2 * LONG_MS,
  );

  it(
    'while the search of an alert hangs ends soon, and the next one tells what it found, once',
    async () => {
      world = await alertWorld('in one process');
      await saveAndPublish();
      const searches = vi.fn();
      world.beforeNearest(({ deadline }) => {
        searches();
        return new Promise((_, reject) => {
          deadline.signal.addEventListener('abort', () => reject(deadline.signal.reason), { once: true });
        });
      });
      const stopServing = backgroundWork({});
      await vi.waitFor(() => expect(searches).toHaveBeenCalled(), { timeout: LONG_MS });
      await expectGoodDrain(stopServing);
      world.beforeNearest(async () => undefined);
      expect(await world.run()).toMatchObject({ due: 1, results: 1, failed: 0 });
      expect(await world.run()).toMatchObject({ results: 0 });
    },
    2 * LONG_MS,
  );
});
