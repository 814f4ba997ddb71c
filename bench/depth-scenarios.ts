/** The loads that the depth controller is shown in simulation: a step and a burst of 4 times, on rankers that can just bear them. */

import type { Scenario } from './depth-simulation.ts';

/** Four searches a second are the load of serving.md. */
const USUAL = 4;
const BURST = 4 * USUAL;
export const BURST_FROM_MS = 60_000;
export const BURST_TO_MS = 120_000;
const END_MS = 180_000;

/** 16 searches a second at 250 items are all that this ranker can do; at 130 they are half. */
const TIGHT_RANKER = 4_000;

const burst: Scenario = {
  name: 'burst of 4 times',
  phases: [
    { perSecond: USUAL, untilMs: BURST_FROM_MS },
    { perSecond: BURST, untilMs: BURST_TO_MS },
    { perSecond: USUAL, untilMs: END_MS },
  ],
  itemsPerSecond: TIGHT_RANKER,
  meterShare: 1,
  isControlled: true,
};

export const DEPTH_SCENARIOS: readonly Scenario[] = [
  burst,
  { ...burst, name: 'burst, a ranker half as fast again', itemsPerSecond: 1.5 * TIGHT_RANKER },
  { ...burst, name: 'burst, a meter that reads half too much', meterShare: 1.5 },
  {
    ...burst,
    name: 'step to 4 times',
    phases: [
      { perSecond: USUAL, untilMs: BURST_FROM_MS },
      { perSecond: BURST, untilMs: END_MS },
    ],
  },
  { ...burst, name: 'burst, always 250 (no control)', isControlled: false },
];
