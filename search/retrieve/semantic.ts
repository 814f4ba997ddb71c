/** The meaning side of retrieval: the query's vector, and every document's cosine with it. */

import type { Nearest } from '../../gpu-workers/pools.ts';
import type { Term } from '../../gpu-workers/term-scores.ts';
import { type Manifest, modelFile } from '../../models/manifest.ts';
import { encoderQueryText } from '../../models/templates.ts';
import type { Deadline } from '../../runtime/deadline.ts';
import { TandemError } from '../../runtime/errors.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { Predicate } from '../../stores/predicate.ts';
import { type SearchContext, workOptions } from '../context.ts';
import { type Execution, timed } from '../execution.ts';
import { whenOver } from '../in-time.ts';
import type { DegradationReason } from '../types.ts';
import type { Understood } from '../understand/understand.ts';
import { type NearestAbove, nearestAbove } from './nearest-above.ts';
import { popularityTerms } from './popularity-terms.ts';
import { retrievalTerms } from './retrieval-terms.ts';

export interface Meaning {
  /** [size], NaN for documents that do not pass or are not among the nearest, of which those below the floor may be missing; null when not asked or not answered. */
  readonly cosines: Float32Array | null;
  readonly coverage: number;
  readonly reasons: readonly DegradationReason[];
}

const NOT_ASKED: Meaning = { cosines: null, coverage: 1, reasons: [] };
const ABSENT: Meaning = { cosines: null, coverage: 0, reasons: ['RETRIEVAL_PARTIAL'] };

/** Embeds the text once; the function that comes back answers for any filter. Neither fails when `ebr` is away or late. */
export async function openMeaning(
  understood: Understood,
  snapshot: IndexSnapshot,
  deadline: Deadline,
  execution: Execution,
): Promise<(filter: Predicate | null) => Promise<Meaning>> {
  const isAsked = understood.searchedText !== '' && !understood.isExact && snapshot.size > 0;
  if (!isAsked) return async () => NOT_ASKED;
  const text = understood.rewrittenText;
  const embed = (): Promise<Float32Array | null> =>
    Promise.race([embedQuery(text, deadline, execution), whenOver(deadline, null)]);
  const query = await timed('embed', execution, () => orAbsent(embed, execution));
  if (query === null) return async () => ABSENT;
  const { manifest, clock } = execution.services;
  const nowMs = clock.date().getTime();
  const terms = [
    ...retrievalTerms(snapshot.vertical, manifest, nowMs),
    ...(await popularityTerms(snapshot, execution.services, nowMs)),
  ];
  const answers = new Map<string, Promise<Meaning>>();
  return (filter) => {
    const key = JSON.stringify(filter);
    const known = answers.get(key) ?? askCosines({ text, query, filter, terms }, snapshot, deadline, execution);
    answers.set(key, known);
    return known;
  };
}

interface Question {
  readonly text: string;
  /** The vector of the text. */
  readonly query: Float32Array;
  readonly filter: Predicate | null;
  readonly terms: readonly Term[];
}

async function askCosines(
  question: Question,
  snapshot: IndexSnapshot,
  deadline: Deadline,
  context: SearchContext,
): Promise<Meaning> {
  const { memory, manifest } = context.services;
  const encoder = modelFile(manifest, 'encoder').version;
  const key = JSON.stringify([
    snapshot.vertical,
    snapshot.version,
    encoder,
    question.text,
    question.filter,
    question.terms,
  ]);
  const known = memory.cosines.get(key);
  if (known !== undefined) return { cosines: known, coverage: 1, reasons: [] };
  const found = await findNearest(question, snapshot, deadline, context);
  if (found === null) return ABSENT;
  const { nearest, coverage } = found;
  const cosines = cosinesOf(nearest, snapshot.size);
  if (coverage < 1) return { cosines, coverage, reasons: ABSENT.reasons };
  memory.cosines.set(key, cosines);
  return { cosines, coverage, reasons: [] };
}

/** Null when a worker is away or late; a defect of ours still throws. */
async function orAbsent<T>(run: () => Promise<T | null>, { services, requestId }: SearchContext): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    const isAbsence = error instanceof TandemError && ABSENCES.includes(error.code);
    if (!isAbsence) throw error;
    services.logger.warn(
      { requestId, code: error.code },
      `search by meaning did not answer, the search goes on with what it has: ${error.message}`,
    );
    return null;
  }
}

/** A worker that started again loads no version that was superseded meanwhile, and one may answer nonsense until it is found out: for this search they are away. */
const ABSENCES: readonly string[] = [
  'WORKER_UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'OVERLOADED',
  'INDEX_MISSING',
  'INDEX_INVALID',
  'MODEL_INVALID',
];

/** The vector of a text that was searched, for who presents it: from memory, else of a worker; null when `ebr` is away or late. */
export async function queryVector(text: string, context: SearchContext): Promise<Float32Array | null> {
  const { pools, manifest, memory } = context.services;
  const known = memory.embeddings.get(embeddingKey(text, manifest));
  // A process that serves no searches has no such pool, and that is no fault to report.
  if (known !== undefined || !pools.load('ebr').isAvailable) return known ?? null;
  return orAbsent(
    () => Promise.race([embedQuery(text, context.deadline, context), whenOver(context.deadline, null)]),
    context,
  );
}

const embeddingKey = (text: string, manifest: Manifest): string =>
  `${modelFile(manifest, 'encoder').version}\u0000${encoderQueryText(text)}`;

/** Unit vector [dimensions]; from memory when the text was searched before. Throws when `ebr` is away or late. */
async function embedQuery(text: string, deadline: Deadline, context: SearchContext): Promise<Float32Array> {
  const { pools, manifest, memory } = context.services;
  const prompt = encoderQueryText(text);
  const key = embeddingKey(text, manifest);
  const known = memory.embeddings.get(key);
  if (known !== undefined) return known;
  const options = workOptions(deadline, context);
  const [vector] = await pools.embed([prompt], 'query', options);
  if (vector === undefined) throw new RangeError('expected one vector for one text, got none');
  memory.embeddings.set(key, vector);
  return vector;
}

/** Null when not even a part was answered in time. */
function findNearest(
  { query, filter, terms }: Question,
  snapshot: IndexSnapshot,
  deadline: Deadline,
  context: SearchContext,
): Promise<NearestAbove | null> {
  const { pools, manifest } = context.services;
  const { vertical, version: indexVersion, size } = snapshot;
  const options = workOptions(deadline, context);
  const ask = (k: number): Promise<Nearest | null> => {
    const answer = (): Promise<Nearest> => pools.nearest({ vertical, indexVersion, query, k, filter, terms }, options);
    return orAbsent(() => Promise.race([answer(), whenOver(deadline, null)]), context);
  };
  const spread = terms.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  return nearestAbove(ask, size, manifest.relevanceFloor[vertical], spread);
}

function cosinesOf({ positions, scores }: Nearest, size: number): Float32Array {
  const cosines = new Float32Array(size).fill(Number.NaN);
  positions.forEach((position, index) => {
    if (position >= 0) cosines[position] = scores[index] ?? Number.NaN;
  });
  return cosines;
}
