/** Collects the phrases of documents in position order and embeds each distinct text once: the phrase file of a segment. */

import { createHash } from 'node:crypto';
import { documentPhrases, type Phrase } from '../models/phrases.ts';
import type { TandemDocument } from '../stores/documents.ts';
import type { EmbeddingStore } from '../stores/embeddings.ts';
import { PHRASE_FORMAT, type PhraseArrays, packPhrase, phraseBytes } from '../stores/phrase-files.ts';
import { checkedUnit, type Encoder } from './embed.ts';

/** Bytes of the vector of a text that the index so far holds, by its hash; null for none. */
export type KnownPhrases = (hash: string) => Uint8Array | null;

/** What the phrases of an index hold. */
export function knownPhrasesOf({ hashes, codes, dimensions }: PhraseArrays): KnownPhrases {
  const width = phraseBytes(dimensions);
  const half = (at: number): string => (hashes[at] ?? 0).toString(16).padStart(8, '0');
  const ids = new Map(Array.from({ length: hashes.length / 2 }, (_, id) => [half(2 * id) + half(2 * id + 1), id]));
  return (hash) => {
    const id = ids.get(hash);
    return id === undefined ? null : codes.subarray(id * width, (id + 1) * width);
  };
}

/** After each batch: texts of it, and all that had to be embedded. */
export type OnEmbedded = (texts: number, total: number) => void;

export interface PhraseBuilder {
  /** The next position. */
  readonly add: (document: TandemDocument) => void;
  /** Embeds what is neither known nor in the journal. Throws the signal's reason when aborted. */
  readonly build: (signal: AbortSignal | null, onEmbedded?: OnEmbedded) => Promise<PhraseArrays>;
}

/**
 * From so many documents on, a run of words that fewer than so many of them have is not embedded: who searches for what is
 * rare finds it by its words. Key clauses always are, for a sentence is seldom written twice.
 */
const MIN_SHARED_DOCUMENTS = 1_000;
const MIN_DOCUMENTS_OF_RUN = 16;
const BATCH_SIZE = 256;
const BATCHES_AHEAD = 3;

/** Two numbers that tell texts apart, as sixteen hexadecimal digits. */
function phraseHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

export function createPhraseBuilder(encoder: Encoder, known: KnownPhrases, journal: EmbeddingStore): PhraseBuilder {
  const numbers = new Map<string, number>();
  const isClause: boolean[] = [];
  const counts: number[] = [];
  const documents: (readonly (readonly [phrase: number, field: number, start: number, length: number])[])[] = [];
  const numberOf = ({ text, kind }: Phrase): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    counts[number] = (counts[number] ?? 0) + 1;
    isClause[number] ||= kind === 'clause';
    return number;
  };
  const isKept = (number: number): boolean =>
    isClause[number] === true ||
    (counts[number] ?? 0) >= MIN_DOCUMENTS_OF_RUN ||
    documents.length < MIN_SHARED_DOCUMENTS;
  return {
    add: (document) => {
      const phrases = [...documentPhrases(document)].sort((a, b) => a.field - b.field || a.start - b.start);
      documents.push(
        phrases.map((phrase) => [numberOf(phrase), phrase.field, phrase.start, phrase.end - phrase.start]),
      );
    },
    build: async (signal, onEmbedded = () => undefined) => {
      const kept = [...numbers].filter(([, number]) => isKept(number));
      const idOf = new Map(kept.map(([, number], id) => [number, id]));
      const rows = documents.map((phrases) => phrases.filter(([number]) => idOf.has(number)));
      const flat = rows.flat();
      const starts = new Uint32Array(rows.length + 1);
      rows.forEach((row, position) => {
        starts[position + 1] = (starts[position] ?? 0) + row.length;
      });
      const texts = kept.map(([text]) => text);
      const hashes = texts.map(phraseHash);
      return {
        dimensions: encoder.dimensions,
        starts,
        ids: Uint32Array.from(flat, ([number]) => idOf.get(number) ?? 0),
        fields: Uint8Array.from(flat, ([, field]) => field),
        offsets: Uint16Array.from(flat, ([, , start]) => start),
        lengths: Uint16Array.from(flat, ([, , , length]) => length),
        hashes: Uint32Array.from(
          hashes.flatMap((hash) => [hash.slice(0, 8), hash.slice(8)]).map((half) => Number.parseInt(half, 16)),
        ),
        codes: await codesOf(texts, hashes, encoder, known, journal, signal, onEmbedded),
      };
    },
  };
}

/** [texts * phraseBytes] */
async function codesOf(
  texts: readonly string[],
  hashes: readonly string[],
  encoder: Encoder,
  known: KnownPhrases,
  journal: EmbeddingStore,
  signal: AbortSignal | null,
  onEmbedded: OnEmbedded,
): Promise<Uint8Array> {
  const width = phraseBytes(encoder.dimensions);
  const codes = new Uint8Array(texts.length * width);
  const keyOf = (id: number) => ({
    encoderVersion: `${encoder.version}/phrases-${PHRASE_FORMAT}`,
    documentVersion: hashes[id] ?? '',
  });
  const missing: number[] = [];
  for (const id of texts.keys()) {
    const found = known(hashes[id] ?? '') ?? journal.get(keyOf(id));
    if (found === null) missing.push(id);
    else codes.set(found, id * width);
  }
  const embed = async (ids: readonly number[]): Promise<void> => {
    const vectors = await encoder.embed(ids.map((id) => texts[id] ?? ''));
    const entries = ids.map((id, at) => ({
      key: keyOf(id),
      vector: packPhrase(checkedUnit(vectors[at], encoder.dimensions)),
    }));
    for (const [at, id] of ids.entries()) codes.set(entries[at]?.vector ?? [], id * width);
    await journal.putMany(entries);
    onEmbedded(ids.length, missing.length);
  };
  await inBatches(missing, embed, signal);
  return codes;
}

/** Some run while others wait, so that every worker has work. */
async function inBatches(
  ids: readonly number[],
  work: (ids: readonly number[]) => Promise<void>,
  signal: AbortSignal | null,
): Promise<void> {
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < ids.length) {
      signal?.throwIfAborted();
      const batch = ids.slice(next, next + BATCH_SIZE);
      next += BATCH_SIZE;
      await work(batch);
    }
  };
  await Promise.all(Array.from({ length: BATCHES_AHEAD }, run));
}
