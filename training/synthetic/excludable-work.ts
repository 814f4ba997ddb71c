/** Kinds of work that people rule out ("not management", "no weekends"), and how a document shows that it is such work. */

import type { TandemDocument } from '../../stores/documents.ts';

export type ExcludableWork = keyof typeof EXCLUDABLE;

interface Shown {
  /** How people name it after "no" or "not". */
  readonly words: readonly string[];
  readonly pattern: RegExp;
  /** Of a manager only the title speaks: every posting mentions one. */
  readonly isReadIn: 'title' | 'text';
}

export const EXCLUDABLE = {
  management: {
    words: ['management', 'managers', 'a management role', 'supervisory roles'],
    pattern: /\b(?:manager|management|director|head|chief|supervisor|supervisory|vp|president|foreman)\b/i,
    isReadIn: 'title',
  },
  sales: {
    words: ['sales', 'selling', 'business development'],
    pattern: /\b(?:sales|seller|business development|account executive|telemarketing)\b/i,
    isReadIn: 'title',
  },
  teaching: {
    words: ['teaching', 'training others', 'tutors'],
    pattern: /\b(?:teacher|teaching|tutor|instructor|lecturer|professor|trainer)\b/i,
    isReadIn: 'title',
  },
  nights: {
    words: ['night shifts', 'nights', 'overnights'],
    pattern: /\b(?:night shifts?|overnights?|nights)\b/i,
    isReadIn: 'text',
  },
  weekends: { words: ['weekends', 'weekend work'], pattern: /\bweekends?\b/i, isReadIn: 'text' },
  travel: { words: ['travel', 'travelling'], pattern: /\btravel(?:l?ing)?\b/i, isReadIn: 'text' },
} as const satisfies Readonly<Record<string, Shown>>;

export const EXCLUDABLE_WORK = Object.keys(EXCLUDABLE) as readonly ExcludableWork[];

export function showsWork(document: TandemDocument, work: ExcludableWork): boolean {
  const { pattern, isReadIn } = EXCLUDABLE[work];
  return pattern.test(isReadIn === 'title' ? titleOf(document) : textOf(document));
}

function titleOf(document: TandemDocument): string {
  return document.kind === 'job' ? document.title : [document.headline, document.work[0]?.title].join(' ');
}

function textOf(document: TandemDocument): string {
  if (document.kind === 'job') return `${document.title} ${document.description}`;
  return [titleOf(document), document.summary, document.work[0]?.summary].join(' ');
}
