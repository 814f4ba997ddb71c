/** Words documents for the ranker: the text of one query and each document, cut from preparations that are kept. */
import { setImmediate } from 'node:timers/promises';
import { queryTerms } from '../../models/best-sentences.ts';
import { type PreparedDocument, prepareDocument, rankerText } from '../../models/templates.ts';
import { words } from '../../models/text.ts';
import type { DocumentKey, TandemDocument } from '../../stores/documents.ts';
import type { SearchContext } from '../context.ts';
import type { SearchMemory } from '../memory.ts';

/** A preparation takes half a millisecond: so many are made before other requests get their turn. */
const PREPARED_A_TURN = 16;

/** One text a key, in order; null for a document that is gone. */
export async function rankerTexts(
  query: string,
  keys: readonly DocumentKey[],
  context: SearchContext,
): Promise<readonly (string | null)[]> {
  const prepared = await preparedDocuments(keys, context);
  const terms = queryTerms(query);
  const wordCount = words(query).length;
  return prepared.map((document) => (document === null ? null : rankerText(document, terms, wordCount)));
}

async function preparedDocuments(
  keys: readonly DocumentKey[],
  { services }: SearchContext,
): Promise<readonly (PreparedDocument | null)[]> {
  const { memory } = services;
  const known = keys.map((key) => memory.prepared.get(nameOf(key)) ?? null);
  const missing = keys.filter((_, index) => known[index] === null);
  const documents = missing.length === 0 ? [] : await services.documents.getMany(missing);
  const made = new Map<string, PreparedDocument>();
  for (const [index, document] of documents.entries()) {
    if (index % PREPARED_A_TURN === PREPARED_A_TURN - 1) await setImmediate();
    if (document !== null) made.set(nameOf(document), preparationOf(document, services.memory));
  }
  return keys.map((key, index) => known[index] ?? made.get(nameOf(key)) ?? null);
}

/** Made once a content; what the ranker reads, snippets and reasons read too. */
export function preparationOf(document: TandemDocument, { prepared }: SearchMemory): PreparedDocument {
  const name = nameOf(document);
  const known = prepared.get(name) ?? prepareDocument(document);
  prepared.set(name, known);
  return known;
}

const nameOf = ({ id, version }: DocumentKey): string => `${id}\u0000${version}`;
