/** Keeps out of the log what a kept search for people was asked with, in every process that reads its record. */
import { privateTexts, textsIn } from '../runtime/private-texts.ts';
import type { SearchRecord } from '../stores/search-records.ts';

type Asked = Pick<SearchRecord, 'vertical' | 'text' | 'correctedText'> & { readonly request: unknown };

/** The record. Its reader may be a process that was never asked with these texts, or an alert that nobody asked for. */
export function keptPrivate<T extends Asked>(record: T): T {
  if (record.vertical === 'people')
    privateTexts.keep([record.text, ...textsIn(record.correctedText), ...filterTexts(record)]);
  return record;
}

function filterTexts({ request }: Asked): readonly string[] {
  const { filter } = JSON.parse((request as { readonly key: string }).key) as { readonly filter?: unknown };
  return textsIn(filter);
}
