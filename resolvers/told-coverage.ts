/** What searches tell their caller beside the fields that were asked for: the gateway counts cost with it, and keeps no incomplete page. */

import type { SearchContext } from '../search/context.ts';
import type { SearchPage } from '../search/types.ts';

export interface ToldCoverage {
  /** Candidates that the ranker read for all searches of the call. */
  readonly ranked: number;
  /** True when one of them was incomplete. */
  readonly degraded: boolean;
}

const told = new WeakMap<SearchContext, ToldCoverage>();

/** Of the call so far; undefined when nothing was searched. */
export function toldCoverage(context: SearchContext): ToldCoverage | undefined {
  return told.get(context);
}

/** The page, when it is there. */
export async function tellCoverage(page: Promise<SearchPage>, context: SearchContext): Promise<SearchPage> {
  const { coverage } = await page;
  const before = told.get(context);
  told.set(context, {
    ranked: (before?.ranked ?? 0) + coverage.ranked,
    degraded: (before?.degraded ?? false) || coverage.degraded,
  });
  return page;
}
