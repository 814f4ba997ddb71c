/** Finds the documents that answer a search and puts them into the order in which the ranker sees them. */
import { shareOf } from '../../runtime/deadline.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { type Execution, timed } from '../execution.ts';
import type { DegradationReason, SearchRequest } from '../types.ts';
import { isAnsweredByNotice, type Understood } from '../understand/understand.ts';
import { visibleMask } from '../visible-documents.ts';
import type { Candidate } from './candidate.ts';
import { duplicateGroups } from './duplicates.ts';
import { exactPhrases } from './exact-phrases.ts';
import { type FacetField, type FilterPart, predicateOf, understoodParts } from './filters.ts';
import { fuse } from './fuse.ts';
import { hardFilters } from './hard-filters.ts';
import { keywordEvidence } from './keyword.ts';
import { type Matches, matchesOf, passing } from './matches.ts';
import { seenParts } from './seen.ts';
import { type Meaning, openMeaning } from './semantic.ts';
import { inOrder, sortKeys } from './sort.ts';

export interface Retrieved {
  /** Best first, at most `MAX_RESULTS`. */
  readonly candidates: readonly Candidate[];
  readonly matches: Matches;
  /** Matches that are no candidates because another one reads the same but for numbers. */
  readonly folded: number;
  readonly filters: readonly FilterPart[];
  /** Share of the documents that were looked at, 0..1. */
  readonly coverage: number;
  readonly reasons: readonly DegradationReason[];
  /** For each asked facet that has a filter of its own: the matches when that filter is left out. */
  readonly relaxedMatches: ReadonlyMap<FacetField, Matches>;
}

/** contracts.md: up to 5,000 can be paged. */
const MAX_RESULTS = 5_000;
/** Meaning gets this share of the time that is left; keywords answer alone when it is late. */
const MEANING_SHARE = 0.4;

/**
 * A blank text browses: filters only, newest first. A text that a notice answers finds nothing. The order is by the places and
 * the currency that were `asked` for, also where `request` is a wider search.
 */
export async function retrieve(
  understood: Understood,
  request: SearchRequest,
  snapshot: IndexSnapshot,
  execution: Execution,
  asked: SearchRequest = request,
): Promise<Retrieved> {
  if (isAnsweredByNotice(understood)) return nothing(snapshot);
  const { facts, clock, manifest } = execution.services;
  const deadline = shareOf(execution.deadline, MEANING_SHARE);
  const embedding = openMeaning(understood, snapshot, deadline, execution);
  const keyword =
    understood.searchedText === '' ? null : keywordEvidence(understood, snapshot, visibleMask(snapshot, execution));
  const meaning = await embedding;
  return timed('retrieve', execution, async () => {
    const phrases = await exactPhrases(understood.text, snapshot, execution.services, execution.deadline);
    const filters = [
      ...hardFilters(request, snapshot, facts, clock.date().getTime()),
      ...understoodParts(understood.facets),
      ...(await seenParts(request, execution)),
      ...phrases.parts,
    ];
    const floor = manifest.relevanceFloor[snapshot.vertical];
    const matchesOfFilter = async (predicate: Predicate | null): Promise<Found> => {
      const found = await meaning(predicate);
      return { found, matches: matchesOf(passing(predicate, snapshot), found, keyword, floor) };
    };
    // Asked together: after ranking, the time that meaning may take is over.
    const [{ found, matches }, ...relaxed] = await Promise.all([
      matchesOfFilter(predicateOf(filters)),
      ...relaxable(request, filters).map(async (facet) => ({
        facet,
        ...(await matchesOfFilter(predicateOf(filters, facet))),
      })),
    ]);
    const { facets, isExact } = understood;
    const groups = await duplicateGroups(snapshot, execution.services);
    const fused = keyword && fuse(found.cosines, keyword, matches.mask, facets, isExact, floor, snapshot);
    const keys = sortKeys(asked, fused, matches.mask, snapshot, facts);
    return {
      ...inOrder(matches.mask, keys, fused, snapshot, MAX_RESULTS, groups),
      matches,
      filters,
      coverage: found.coverage,
      reasons: [
        ...new Set([
          ...(phrases.isWhole ? [] : (['RETRIEVAL_PARTIAL'] as const)),
          ...[found, ...relaxed.map((one) => one.found)].flatMap(({ reasons }) => reasons),
        ]),
      ],
      relaxedMatches: new Map(relaxed.map((one) => [one.facet, one.matches])),
    };
  });
}

interface Found {
  readonly found: Meaning;
  readonly matches: Matches;
}

/** The asked facets whose own filter is set. */
function relaxable(request: SearchRequest, filters: readonly FilterPart[]): readonly FacetField[] {
  const fields: readonly FacetField[] = [...new Set<FacetField>(request.facets)];
  return fields.filter((field) => filters.some((part) => part.facet === field));
}

function nothing(snapshot: IndexSnapshot): Retrieved {
  const matches: Matches = { mask: new Uint8Array(snapshot.size), total: 0 };
  return { candidates: [], matches, folded: 0, filters: [], coverage: 1, reasons: [], relaxedMatches: new Map() };
}
