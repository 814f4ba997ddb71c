/** Retrieval that goes on with a wider search when few documents match and the client allows it. */
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import type { Execution } from './execution.ts';
import type { Candidate } from './retrieve/candidate.ts';
import { type DuplicateGroups, duplicateGroups } from './retrieve/duplicates.ts';
import { namesakes } from './retrieve/namesakes.ts';
import { type Relaxation, relaxations } from './retrieve/relaxations.ts';
import { type Retrieved, retrieve } from './retrieve/retrieve.ts';
import type { SearchRequest } from './types.ts';
import { isAnsweredByNotice, type Understood } from './understand/understand.ts';

/** contracts.md: broadening applies when fewer match. */
const ENOUGH_MATCHES = 10;

/** Matches, facets and coverage are those of the search as asked; its candidates come first. */
export interface BroadlyRetrieved extends Retrieved {
  readonly broadened: {
    /** How many candidates answer the search as asked. */
    readonly strict: number;
    /** What was widened, for people, in order. */
    readonly told: string;
  } | null;
}

export async function retrieveBroadly(
  understood: Understood,
  request: SearchRequest,
  snapshot: IndexSnapshot,
  execution: Execution,
): Promise<BroadlyRetrieved> {
  const strict = await retrieve(understood, request, snapshot, execution);
  const isEnough = strict.matches.total >= ENOUGH_MATCHES;
  if (!request.broaden || isEnough || isAnsweredByNotice(understood)) {
    return { ...strict, broadened: null };
  }
  const groups = await duplicateGroups(snapshot, execution.services);
  const wide: Candidate[] = [];
  const told: string[] = [];
  for (const step of widerSearches(understood, request, execution)) {
    const wider = await retrieve(step.understood, step.request, snapshot, execution, request);
    const added = furtherThan([...strict.candidates, ...wide], wider.candidates, strict.matches.mask, groups);
    if (added.length > 0) told.push(step.told);
    wide.push(...added);
    if (strict.matches.total + wide.length >= ENOUGH_MATCHES) break;
  }
  if (wide.length === 0) return { ...strict, broadened: null };
  const candidates = [...strict.candidates, ...wide];
  return { ...strict, candidates, broadened: { strict: strict.candidates.length, told: told.join(', then ') } };
}

/** Facets are counted over the search as asked. */
function widerSearches(understood: Understood, request: SearchRequest, { services }: Execution): Generator<Relaxation> {
  return request.vertical === 'jobs'
    ? relaxations({ understood, request: { ...request, facets: [] } }, services.facts)
    : namesakes(understood, { ...request, facets: [] });
}

/** Candidates that are neither shown already nor duplicates of what is. */
function furtherThan(
  shown: readonly Candidate[],
  candidates: readonly Candidate[],
  mask: Uint8Array,
  groups: DuplicateGroups | null,
): readonly Candidate[] {
  const positions = new Set(shown.map(({ position }) => position));
  const seen = new Set(shown.map(({ position }) => groups?.[position] ?? 0));
  return candidates.filter(({ position }) => {
    const group = groups?.[position] ?? 0;
    return mask[position] !== 1 && !positions.has(position) && (group === 0 || !seen.has(group));
  });
}

/** The candidates in two parts: those that answer the search as asked, then those of the wider one. */
export function strictFirst<T extends Candidate>(
  ranked: readonly T[],
  { broadened, matches }: BroadlyRetrieved,
): readonly [strict: readonly T[], wide: readonly T[]] {
  if (broadened === null) return [ranked, []];
  const isStrict = ({ position }: T): boolean => matches.mask[position] === 1;
  return [ranked.filter(isStrict), ranked.filter((candidate) => !isStrict(candidate))];
}
