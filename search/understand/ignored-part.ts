/** A part of a text that is understood and cannot be searched for: it is told, and nothing else is read from its words. */
import type { Notice } from '../types.ts';
import { overlaps, type Place } from './text-spans.ts';

export interface IgnoredPart extends Place {
  /** What was left out, why, and what to write instead. */
  readonly message: string;
}

export function noticeOfPart(text: string, { start, end, message }: IgnoredPart): Notice {
  return { kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message, ignoredText: text.slice(start, end) };
}

export function withoutParts<T extends Place>(facets: readonly T[], parts: readonly IgnoredPart[]): readonly T[] {
  return facets.filter((facet) => !parts.some((part) => overlaps(facet, part)));
}
