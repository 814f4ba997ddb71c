/** Two ways to ask: at a given rate whatever comes back (open loop), and as fast as answers come (closed loop). */

import type { Lane } from '../runtime/lane.ts';
import type { RandomNumber } from '../runtime/random.ts';
import type { Answered, SendSearch } from './search-client.ts';

export interface OpenLoop {
  /** Searches a second at a time since the start. */
  readonly rateAt: (elapsedMs: number) => number;
  readonly seconds: number;
  readonly nextText: () => string;
  readonly nextLane?: () => Lane;
  readonly random: RandomNumber;
}

/** Poisson arrivals: the next one does not wait for the answers before it, as people do not. */
export async function openLoop(send: SendSearch, load: OpenLoop): Promise<readonly Answered[]> {
  const startMs = performance.now();
  const running: Promise<Answered>[] = [];
  let elapsedMs = 0;
  while (true) {
    elapsedMs += (-Math.log(1 - load.random()) * 1_000) / load.rateAt(elapsedMs);
    if (elapsedMs >= load.seconds * 1_000) return Promise.all(running);
    const plannedMs = startMs + elapsedMs;
    await until(plannedMs);
    running.push(send(load.nextText(), load.nextLane?.() ?? 'interactive', plannedMs));
  }
}

/** `clients` ask one search after the other; the rate that comes out is what the server can do. */
export async function closedLoop(
  send: SendSearch,
  {
    clients,
    seconds,
    nextText,
  }: { readonly clients: number; readonly seconds: number; readonly nextText: () => string },
): Promise<readonly Answered[]> {
  const endMs = performance.now() + seconds * 1_000;
  const ask = async (): Promise<readonly Answered[]> => {
    const answers: Answered[] = [];
    while (performance.now() < endMs) answers.push(await send(nextText(), 'interactive', performance.now()));
    return answers;
  };
  return (await Promise.all(Array.from({ length: clients }, ask))).flat();
}

async function until(atMs: number): Promise<void> {
  const waitMs = atMs - performance.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
