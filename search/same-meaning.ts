/** The semantic cache: a text is searched by the words of an earlier one that means the same, so that its vector and scores are there. */
import { modelFile } from '../models/manifest.ts';
import { foldText } from '../models/text.ts';
import { shareOf } from '../runtime/deadline.ts';
import { stableId } from '../runtime/ids.ts';
import { cosineOf } from '../stores/cosine.ts';
import type { IndexSnapshot } from '../stores/index-snapshots.ts';
import { memberName } from '../stores/rows.ts';
import type { TwinText, TwinTextStore } from '../stores/twin-texts.ts';
import type { SearchContext } from './context.ts';
import { rankerOf } from './rank/rankers.ts';
import { requestKey } from './records.ts';
import { queryVector } from './retrieve/semantic.ts';
import type { SearchRequest } from './types.ts';
import { meaningOf } from './understand/meaning.ts';
import type { ReadFacet } from './understand/read-facet.ts';
import { isAnsweredByNotice, type Understood } from './understand/understand.ts';

/** A text, and by what it is searched. */
export interface Recalled {
  /** In its own words; `fromCache` says whether others stand in for them. */
  readonly understood: Understood;
  /** What retrieval and ranking read. */
  readonly question: Understood;
}

/** Change it whenever the same text would mean another thing. */
const MEANING_REVISION = 2;
/** Cosine of two texts of one meaning, at least: "remote buyer" and "buyer, home based" have .71 (npm run bench:meaning -- --show). */
const LEAST_COSINE = 0.7;
/** Texts of one meaning and far from each other are rare. */
const MOST_TWINS = 4;
/** Of the time that is left: a search by its own words is always possible. */
const PATIENCE_SHARE = 0.1;

/** Never fails, and waits for Redis and the encoder only where an earlier text of this meaning is there. */
export async function recallMeaning(
  understood: Understood,
  request: SearchRequest,
  snapshot: IndexSnapshot,
  context: SearchContext,
): Promise<Recalled> {
  const { twinTexts, metrics } = context.services;
  const key = cacheKey(understood, request, snapshot, context);
  if (key === null || twinTexts === null) return { understood, question: understood };
  const twins = await twinTexts.get(key).catch((error: unknown) => {
    context.services.logger.warn({ requestId: context.requestId, err: error }, 'the semantic cache did not answer');
    return [];
  });
  const own = { ...twinOf(understood), askedBy: memberName(context.caller) };
  const same = twins.find(({ normalised }) => normalised === own.normalised);
  const twin = same ?? (await nearestTwin(own, twins, context));
  metrics.semanticCacheRequests.inc({ result: twin === null ? 'miss' : twin === same ? 'hit' : 'near' });
  if (twin !== null) return recalled(understood, twin);
  keep(twinTexts, key, [own, ...twins].slice(0, MOST_TWINS), context);
  return { understood, question: understood };
}

/** All that a list depends on but the wording; null for what has no list, depends on who asks, or is measured. */
function cacheKey(
  understood: Understood,
  request: SearchRequest,
  snapshot: IndexSnapshot,
  { services, caller, fixedDepth }: SearchContext,
): string | null {
  if (understood.text === '' || isAnsweredByNotice(understood) || fixedDepth !== undefined) return null;
  const meaning = meaningOf(understood, services.facts);
  if (meaning === null) return null;
  const { manifest, rankers } = services;
  const models = ['understanding', 'encoder'].map((name) => modelFile(manifest, name).version);
  const versions = [String(MEANING_REVISION), snapshot.version, rankerOf(snapshot, rankers).version, ...models];
  return stableId(caller.tenant, ...versions, requestKey({ ...request, text: null }), meaning);
}

function twinOf({ searchedText, rewrittenText, facets }: Understood): TwinText {
  return { normalised: foldText(searchedText), searchedText, rewrittenText, facets };
}

/** Null when none is near enough, and when the encoder is away or late. */
async function nearestTwin(
  own: TwinText,
  twins: readonly TwinText[],
  context: SearchContext,
): Promise<TwinText | null> {
  if (twins.length === 0) return null;
  const patient = { ...context, deadline: shareOf(context.deadline, PATIENCE_SHARE) };
  const texts = [own, ...twins].map(({ rewrittenText }) => rewrittenText);
  const [vector = null, ...others] = await Promise.all(texts.map((text) => queryVector(text, patient)));
  const cosines = others.map((other) => (vector === null || other === null ? 0 : cosineOf(vector, other)));
  const best = Math.max(...cosines);
  return best < LEAST_COSINE ? null : (twins[cosines.indexOf(best)] ?? null);
}

/** Filters, permissions, times and what the member has seen are those of this request: only words are another's. */
function recalled(own: Understood, { searchedText, rewrittenText, facets }: TwinText): Recalled {
  const understood = { ...own, understanding: { ...own.understanding, fromCache: true } };
  const read = (facets as readonly ReadFacet[]).map((facet) => withOwnTime(facet, own));
  return { understood, question: { ...understood, searchedText, rewrittenText, facets: read } };
}

/** "In the last 3 days" counts from now. */
function withOwnTime(facet: ReadFacet, own: Understood): ReadFacet {
  if (facet.field !== 'postedWithinDays') return facet;
  return { ...facet, condition: own.facets.find(({ id }) => id === facet.id)?.condition ?? facet.condition };
}

/** Nobody waits for it; a failure is told in the log, because the next search notices it anyway. */
function keep(store: TwinTextStore, key: string, twins: readonly TwinText[], context: SearchContext): void {
  store.put(key, twins).catch((error: unknown) => {
    context.services.logger.warn({ requestId: context.requestId, err: error }, 'a text could not be kept');
  });
}
