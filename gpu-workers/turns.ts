/** Work of many clients that takes turns in one worker: one at a time, what somebody waits for before the rest. */

import { LANES, type Lane } from '../runtime/lane.ts';

/** What has another name does not wait for it. */
export interface Turn {
  readonly name: string;
  readonly lane: Lane;
}

export type InTurn = <T>(turn: Turn, work: () => Promise<T>) => Promise<T>;

/** A client takes a worker that does not answer for one that hangs, so interactive work must not keep the rest waiting for ever. */
export const MOST_PASSED = 16;
const URGENT_LAST = [...LANES].reverse();

/** In the order of arrival within a lane; so many interactive ones at most go before the oldest of the batch lane. */
export function createTurns(): InTurn {
  const queues = new Map<string, ReturnType<typeof createQueue>>();
  return ({ name, lane }, work) => {
    const queue = queues.get(name) ?? createQueue();
    queues.set(name, queue);
    return queue(lane, work);
  };
}

function createQueue() {
  const waiting: Record<Lane, (() => Promise<void>)[]> = { interactive: [], batch: [] };
  let [passed, isBusy] = [0, false];
  const next = (): (() => Promise<void>) | undefined => {
    const lanes = passed < MOST_PASSED ? LANES : URGENT_LAST;
    const lane = lanes.find((each) => waiting[each].length > 0);
    passed = lane === 'interactive' && waiting.batch.length > 0 ? passed + 1 : 0;
    return lane === undefined ? undefined : waiting[lane].shift();
  };
  const run = async (): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    for (let work = next(); work !== undefined; work = next()) await work();
    isBusy = false;
  };
  return <T>(lane: Lane, work: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      waiting[lane].push(() => work().then(resolve, reject));
      void run();
    });
}
