/** What a judge reads of a document: all of it, the fields in one line first. */
import type { TandemDocument } from '../stores/documents.ts';
import { prepareDocument } from './templates.ts';

/** Fields, pay, text, skills, one below the other; not cut, because each judge knows its own limit. */
export function judgeText(document: TandemDocument): string {
  const { fields, body } = prepareDocument(document);
  const skills = document.skills.length === 0 ? null : `Skills: ${document.skills.join(', ')}`;
  return [fields, payOf(document), body.text.trim(), skills].filter((part) => part !== null && part !== '').join('\n');
}

/** Only pay of a field of its own is told here; what the text says about it stands in the text. */
function payOf(document: TandemDocument): string | null {
  if (document.kind !== 'job' || document.salary === null) return null;
  const { minimum, maximum, currency, period } = document.salary;
  const amounts = [...new Set([minimum, maximum].filter((amount) => amount !== null))];
  return `Pay: ${amounts.join(' to ')} ${currency} per ${period.toLowerCase()}`;
}
