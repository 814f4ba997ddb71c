/** What was found of one understood value in a document: met, broken or left open, with its sentence. */
import type { TandemDocument } from '../../stores/documents.ts';
import type { Facts } from '../../stores/facts.ts';
import type { MatchReason, ReasonKind, UnderstoodFacet } from '../types.ts';

export interface Finding {
  readonly kind: ReasonKind;
  readonly verdict: 'MET' | 'BROKEN' | 'OPEN';
  /** Evidence without a closing stop. */
  readonly text: string;
  /** What was asked instead, as the sentence names it; only of what is broken. */
  readonly missed?: string;
}

/** What a value is held against. */
export interface Subject {
  readonly document: TandemDocument;
  readonly facts: Facts;
  /** Unix time. */
  readonly nowMs: number;
  /** As searched. */
  readonly asked: string;
  /** `unwantedForms` of the search. */
  readonly unwanted: ReadonlySet<string>;
  /** All that was understood of the search. */
  readonly facets: readonly UnderstoodFacet[];
  /** 0..4 as the ranker expects it of the whole; null when it did not read the document. */
  readonly grade: number | null;
}

export const met = (kind: ReasonKind, text: string): Finding => ({ kind, verdict: 'MET', text });
export const open = (kind: ReasonKind, text: string): Finding => ({ kind, verdict: 'OPEN', text });
export const broken = (kind: ReasonKind, text: string, missed?: string): Finding => ({
  kind,
  verdict: 'BROKEN',
  text,
  ...(missed === undefined ? {} : { missed }),
});

/** Nothing to tell of what is not wanted where the document leaves it open. */
export function negated(finding: Finding): Finding | null {
  if (finding.verdict === 'OPEN') return null;
  return { ...finding, verdict: finding.verdict === 'MET' ? 'BROKEN' : 'MET' };
}

/** One of several values is enough; none met is told once, with all that was asked. */
export function alternatives(findings: readonly Finding[]): readonly Finding[] {
  const fitting = findings.filter(({ verdict }) => verdict === 'MET');
  if (fitting.length > 0) return fitting;
  const undecided = findings.filter(({ verdict }) => verdict === 'OPEN');
  if (undecided.length > 0) return undecided.slice(0, 1);
  const missed = [...new Set(findings.flatMap((finding) => finding.missed ?? []))];
  return findings.slice(0, 1).map((first) => (missed.length === 0 ? first : { ...first, missed: missed.join(' or ') }));
}

export function reasonOf({ kind, verdict, text, missed }: Finding): MatchReason {
  const sentence = missed === undefined ? text : `${text}, not ${missed}`;
  const reason = { kind, text: sentence, satisfied: verdict === 'MET' };
  return verdict === 'OPEN' ? { ...reason, isOpen: true } : reason;
}
