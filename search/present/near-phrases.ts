/** The phrases of a document with how near each is to what was searched; none where the index or the query has no vectors. */
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { StoredPhrase } from '../../stores/phrase-files.ts';
import type { SearchContext } from '../context.ts';
import type { OpenedMatch } from '../matches.ts';
import { withOwnCaches } from '../own-caches.ts';
import type { KeptSearch } from '../records.ts';
import { queryVector } from '../retrieve/semantic.ts';
import { askedText } from './asked-text.ts';

export interface NearPhrase extends Omit<StoredPhrase, 'vector'> {
  /** Of phrase and query. */
  readonly cosine: number;
  /** [dimensions], as stores/phrase-files.ts reads it. */
  readonly vector: Float32Array;
}

/** Nothing is asked of a worker when the index has no phrases of the document. */
export async function nearPhrases(match: OpenedMatch, context: SearchContext): Promise<readonly NearPhrase[]> {
  const phrases = phrasesOf(match, context);
  if (phrases.length === 0) return [];
  const query = await vectorOf(match.record, context);
  if (query === null) return [];
  return phrases.map(({ field, start, end, vector: vectorOfPhrase }) => {
    const vector = vectorOfPhrase();
    return { field, start, end, vector, cosine: cosineOf(query, vector) };
  });
}

/** Only of the content that the search has read: offsets fit no other. */
function phrasesOf({ record, document }: OpenedMatch, { services }: SearchContext): readonly StoredPhrase[] {
  const { vertical, indexVersion } = record;
  const snapshot: IndexSnapshot =
    services.indexes.version(vertical, indexVersion) ?? services.indexes.current(vertical);
  const position = snapshot.positionOf(document.id);
  if (position === undefined || snapshot.documentVersions[position] !== document.version) return [];
  return snapshot.phrases?.(position) ?? [];
}

/** One question for all matches of a page. */
function vectorOf(record: KeptSearch, context: SearchContext): Promise<Float32Array | null> {
  const key = `queryVector ${record.id}`;
  const known = context.memo.get(key) as Promise<Float32Array | null> | undefined;
  const text = record.understanding.rewrittenText ?? askedText(record);
  const asked =
    known ??
    (text === '' ? Promise.resolve(null) : queryVector(text, withOwnCaches(context, record.understanding.usesProfile)));
  context.memo.set(key, asked);
  return asked;
}

/** Of a unit vector and what is kept of another one; of two such the estimate is too high where they are nearly equal, so it ends at 1. */
export function cosineOf(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let axis = 0; axis < left.length; axis++) sum += (left[axis] ?? 0) * (right[axis] ?? 0);
  return Math.min(1, sum);
}
