/** Places of the admission in any order of what can happen: whoever comes, waits, leaves, is late or ends, all are free afterwards. */

import fc from 'fast-check';
import { type OperationDefinitionNode, parse } from 'graphql';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Admission } from '../../../gateway/admission/admission.ts';
import { admitSearches } from '../../../gateway/admission/admit-searches.ts';
import type { Executor, GatewayInterface } from '../../../gateway/operations/gateway-interface.ts';
import type { Lane } from '../../../runtime/lane.ts';
import { createMetrics } from '../../../runtime/telemetry.ts';
import { manualClock } from '../../helpers/manual-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const DOCUMENTS = [1, 2, 5].map((count) =>
  parse(`{ ${Array.from({ length: count }, (_, at) => `s${at}: jobSearch(input: {}) { totalCount }`).join(' ')} }`),
);

interface Asked {
  readonly abort: AbortController;
  readonly told: Promise<unknown>;
}

/** Searches that end when the test says so. */
async function openWorld() {
  const metrics = createMetrics();
  const clock = manualClock();
  const admission = new Admission({ clock, metrics, maximum: 3, longestWaitMs: 50 });
  const running: { readonly end: (error?: Error) => void }[] = [];
  const planner = {
    onSchemaLoadOrUpdate: () => () => undefined,
    stop: async () => undefined,
    load: async () => ({
      executor: () =>
        new Promise((resolve, reject) => {
          running.push({ end: (error) => (error ? reject(error) : resolve({ data: {} })) });
        }),
    }),
  } as unknown as GatewayInterface;
  const { executor } = await admitSearches(planner, admission, clock).load({} as never);
  const asked: Asked[] = [];
  const ask = (lane: Lane, size: number): Asked => {
    const document = DOCUMENTS[size] ?? expect.fail('expected a known size');
    const abort = new AbortController();
    const deadline = { remainingMs: () => 1_000, signal: abort.signal };
    const operation = document.definitions[0] as OperationDefinitionNode;
    const context = { lane, deadline, memo: new Map() };
    const request = { document, operation, context } as unknown as Parameters<Executor>[0];
    const one = { abort, told: Promise.resolve(executor?.(request)).catch((error: unknown) => error) };
    asked.push(one);
    return one;
  };
  const told = vi.spyOn(metrics.admissionInFlight, 'set');
  const inFlight = (): unknown => told.mock.lastCall?.[0] ?? 0;
  const flush = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
  return { clock, running, asked, ask, inFlight, flush };
}
type World = Awaited<ReturnType<typeof openWorld>>;

const LATE = (): DOMException => new DOMException('late', 'TimeoutError');
const GONE = (): DOMException => new DOMException('gone', 'AbortError');

type Action = (world: World) => unknown;
const which = fc.nat({ max: 20 });
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom<Lane>('interactive', 'batch'), fc.nat({ max: 2 })).map(comes) },
  {
    weight: 3,
    arbitrary: which.map(
      (at): Action =>
        ({ running }) =>
          running[at]?.end(),
    ),
  },
  which.map(
    (at): Action =>
      ({ running }) =>
        running[at]?.end(new Error('broke')),
  ),
  which.map(
    (at): Action =>
      ({ asked }) =>
        asked[at]?.abort.abort(GONE()),
  ),
  which.map(
    (at): Action =>
      ({ asked }) =>
        asked[at]?.abort.abort(LATE()),
  ),
  fc.nat({ max: 60 }).map(
    (ms): Action =>
      ({ clock, flush }) => {
        clock.advance(ms);
        return flush(ms);
      },
  ),
);
function comes([lane, size]: [Lane, number]): Action {
  return ({ ask }) => ask(lane, size);
}
/** Some happen in one turn of the loop, with nothing between them. */
const turn = fc.array(action, { minLength: 1, maxLength: 4 });

it('gives all places back and lets the next one in, whatever happened in whichever order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(turn, { maxLength: 25 }), async (turns) => {
      const world = await openWorld();
      for (const actions of turns) {
        await Promise.all(actions.map((one) => one(world)));
        await world.flush();
      }
      await settle(world);
      expect(world.inFlight()).toBe(0);
      const before = world.running.length;
      world.ask('interactive', 0);
      await world.flush();
      expect(world.running).toHaveLength(before + 1);
    }),
    { numRuns: 200 },
  );
});

/** Everybody is answered. */
async function settle({ running, asked, flush }: World): Promise<void> {
  await flush(100);
  for (const { end } of running) end();
  await flush(100);
  for (const { end } of running) end();
  await Promise.all(asked.map(({ told }) => told));
}

it.each([
  ['leaves', GONE],
  ['is late', LATE],
])('a client that %s frees its place before anything of its search has ended', async (_, reason) => {
  const { ask, inFlight, flush } = await openWorld();
  const { abort } = ask('interactive', 1);
  await flush();
  expect(inFlight()).toBe(2);
  abort.abort(reason());
  expect(inFlight()).toBe(0);
});

it.each([
  ['leaves', GONE],
  ['is late', LATE],
])('a client that %s while it waits is told so, and takes no place later', async (_, reason) => {
  const { ask, inFlight, flush, running } = await openWorld();
  for (const size of [0, 1]) ask('interactive', size);
  await flush();
  const { abort, told } = ask('interactive', 0);
  await flush();
  abort.abort(reason());
  expect(await told).toMatchObject({ extensions: { code: 'DEADLINE_EXCEEDED' } });
  for (const { end } of running) end();
  await flush();
  expect(running).toHaveLength(2);
  expect(inFlight()).toBe(0);
});
it.each([
  ['leaves', GONE],
  ['is late', LATE],
])('a client that %s in the moment in which it is let in holds no place', async (_, reason) => {
  const { ask, inFlight, flush, running } = await openWorld();
  for (const size of [0, 1]) ask('interactive', size);
  await flush();
  const { abort } = ask('interactive', 0);
  await flush();
  for (const { end } of running) end();
  // A turn later it is let in, some steps before its search begins.
  for (let steps = 0; inFlight() !== 1 && steps < 20; steps++) await Promise.resolve();
  abort.abort(reason());
  await flush();
  expect(inFlight()).toBe(0);
});
