/** What raises a document before the nearest are chosen, by the weights of the manifest. */

import type { Term } from '../../gpu-workers/term-scores.ts';
import type { Manifest } from '../../models/manifest.ts';
import { DAY_MS } from '../../runtime/clock.ts';
import { JOB_COLUMNS, PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { Vertical } from '../../stores/documents.ts';

const DATES: Readonly<Record<Vertical, string>> = { jobs: JOB_COLUMNS.postedAt, people: PEOPLE_COLUMNS.updatedAt };

/** Freshness counts whole days, so that a search is the same all day and workers keep what they computed for it. */
export function retrievalTerms(
  vertical: Vertical,
  { retrievalTerms: weights }: Pick<Manifest, 'retrievalTerms'>,
  nowMs: number,
): readonly Term[] {
  const { freshness } = weights ?? {};
  if (freshness === undefined) return [];
  const today = Math.floor(nowMs / DAY_MS) * DAY_MS;
  const halfLife = freshness.halfLifeDays * DAY_MS;
  return [{ kind: 'decay', field: DATES[vertical], weight: freshness.weight, at: today, halfLife }];
}
