/** How a search was read, as the record keeps it, with its sentence in better words where an LLM has found them. */
import type { SearchContext, SearchServices } from '../context.ts';
import { lastingRecordOf } from '../lasting-record.ts';
import type { Understanding } from '../types.ts';
import type { Thought } from './phrase/fits.ts';

/** Null when the search is gone. */
export async function understandingOf(searchId: string, context: SearchContext): Promise<Understanding | null> {
  const record = await lastingRecordOf(searchId, context);
  if (record === null) return null;
  const { vertical, understanding } = record;
  const text = record.correctedText ?? record.text;
  return { ...understanding, summary: phrased({ text, vertical, understanding }, context.services) };
}

interface ReadText extends Pick<Thought, 'text' | 'vertical'> {
  readonly understanding: Understanding;
}

/** Intents whose sentence tells values; the others have one fixed sentence. */
const TOLD: readonly string[] = ['JOBS', 'PEOPLE', 'NAME', 'COMPANY'];

/** The LLM's sentence when it is there already, else the template: no answer waits for it. */
export function phrased(
  { text, vertical, understanding }: ReadText,
  services: Pick<SearchServices, 'phrasing'>,
): string {
  const { summary, facets, intent, safety, usesProfile } = understanding;
  const isPhrased = text !== '' && safety === 'SAFE' && TOLD.includes(intent) && usesProfile !== true;
  if (!isPhrased) return summary;
  return services.phrasing?.sentenceFor({ text, vertical, summary, facets }) ?? summary;
}
