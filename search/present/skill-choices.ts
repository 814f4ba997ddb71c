/** Which skills of a text are a choice, "React, Vue or Angular", of which one is enough. */
import type { UnderstoodFacet } from '../types.ts';

interface Span {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

const LINK = /^\s*(?:,|\/|,?\s*(?:and\/)?or)\s*$/iu;
const OR = /\bor\b/iu;

/** By the id of each skill of a choice, the id of the choice's first one; skills of a list without "or" are not in it. */
export function skillChoices(facets: readonly UnderstoodFacet[], asked: string): ReadonlyMap<string, string> {
  const runs: Span[][] = [];
  for (const span of spansOf(facets, asked)) {
    const last = runs.at(-1)?.at(-1);
    if (last !== undefined && LINK.test(asked.slice(last.end, span.start))) runs.at(-1)?.push(span);
    else runs.push([span]);
  }
  const choices = runs.filter((run) => OR.test(linksOf(run, asked)));
  return new Map(choices.flatMap((run) => run.map(({ id }) => [id, run[0]?.id ?? id] as const)));
}

/** What stands between the skills. */
const linksOf = (run: readonly Span[], asked: string): string =>
  run
    .slice(1)
    .map(({ start }, index) => asked.slice(run[index]?.end, start))
    .join(' ');

/** In the order of the text, each where its words stand first behind the one before. */
function spansOf(facets: readonly UnderstoodFacet[], asked: string): readonly Span[] {
  const text = asked.toLowerCase();
  const spans: Span[] = [];
  for (const { id, field, isNegated, sourceText } of facets) {
    if (field !== 'skill' || isNegated || sourceText === null) continue;
    const start = text.indexOf(sourceText.toLowerCase(), spans.at(-1)?.end ?? 0);
    if (start >= 0) spans.push({ id, start, end: start + sourceText.length });
  }
  return spans;
}
