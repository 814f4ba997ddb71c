/** What a judge reads of a document: all of it, or as much as a small model takes of what the query is about. */
import type { TandemDocument } from '../stores/documents.ts';
import { queryTerms } from './best-sentences.ts';
import { prepareDocument, rankerText } from './templates.ts';
import { words } from './text.ts';

/** `all`: the whole text, for a judge that reads long ones; `excerpt`: what the ranker reads for this query. */
export function judgeText(document: TandemDocument, query: string, reads: 'all' | 'excerpt'): string {
  if (reads === 'all') return wholeText(document);
  return rankerText(prepareDocument(document), queryTerms(query), words(query).length);
}

/** Fields, pay, text, skills, one below the other; not cut, because each judge knows its own limit. */
function wholeText(document: TandemDocument): string {
  const { fields, body } = prepareDocument(document);
  const skills = document.skills.length === 0 ? null : `Skills: ${document.skills.join(', ')}`;
  return [fields, payOf(document), body.text.trim(), skills].filter((part) => part !== null && part !== '').join('\n');
}

/** Only pay of a field of its own is told here; what the text says about it stands in the text. */
function payOf(document: TandemDocument): string | null {
  if (document.kind !== 'job' || document.salary === null || document.salary.readFrom !== undefined) return null;
  const { minimum, maximum, currency, period } = document.salary;
  const amounts = [...new Set([minimum, maximum].filter((amount) => amount !== null))];
  return `Pay: ${amounts.join(' to ')} ${currency} per ${period.toLowerCase()}`;
}
