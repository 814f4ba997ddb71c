/** The names of the worker pools: `ebr` encodes and searches, `slm` ranks and reads queries. */

export const POOL_NAMES = ['ebr', 'slm'] as const;

export type PoolName = (typeof POOL_NAMES)[number];
