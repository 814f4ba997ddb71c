/** Says in plain words which parts of a search a document meets, and on what evidence. */

import { expectedGrade } from '../../models/manifest.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import type { SearchContext } from '../context.ts';
import { documentAt } from '../documents.ts';
import { type OpenedMatch, openedMatch } from '../matches.ts';
import { RELEVANT_GRADE } from '../rank/grade.ts';
import type { MatchExplanation, MatchReason } from '../types.ts';
import { askedText, unwantedForms } from './asked-text.ts';
import { facetReasons } from './facet-reasons.ts';
import type { Subject } from './finding.ts';
import { sharedWords } from './shared-words.ts';

/** Also for matches that the ranker did not read; null for an id that is none of ours or whose search or text is gone. */
export async function explanationOf(matchId: string, context: SearchContext): Promise<MatchExplanation | null> {
  const match = await openedMatch(matchId, context);
  const document = match && (await documentAt(match.document.id, match.document.version, context));
  if (match === null || document === null) return null;
  const subject = subjectOf(match, document, context);
  if (subject.asked === '') return { summary: BROWSED.text, reasons: [BROWSED] };
  const byFacet = withoutRepeats(facetReasons(subject.facets, subject));
  const shared = sharedWords(subject);
  const evidence = [...byFacet, ...shared];
  const reasons = [...evidence, ...readingReason(subject, evidence)];
  const told = reasons.length > 0 ? reasons : [NO_REASON];
  return { summary: summaryOf(told, shared), reasons: told };
}

function subjectOf({ record, result }: OpenedMatch, document: TandemDocument, { services }: SearchContext): Subject {
  const { facts, clock, manifest } = services;
  return {
    document,
    facts,
    nowMs: clock.date().getTime(),
    asked: askedText(record),
    unwanted: unwantedForms(record.correctedText ?? record.text, record.understanding.facets),
    facets: record.understanding.facets,
    grade: result.score === null ? null : expectedGrade(manifest, result.score),
  };
}

/** Two values of one field may be met by the same words. */
function withoutRepeats(reasons: readonly MatchReason[]): readonly MatchReason[] {
  return [...new Map(reasons.map((reason) => [reason.text, reason])).values()];
}

const NO_REASON: MatchReason = { kind: 'SEMANTIC', text: 'Means something near to what was searched', satisfied: true };

const BROWSED: MatchReason = {
  kind: 'SEMANTIC',
  text: 'Nothing was searched for, so everything that passes the filters is shown.',
  satisfied: true,
};

/** What an expected grade says in words, best first: a model has read it, so only what is sure is said without a doubt. */
const GRADE_WORDS: readonly (readonly [grade: number, text: string])[] = [
  [RELEVANT_GRADE, 'May fit the search as a whole'],
  [2, 'Seems related to the search, but not to fit it as a whole'],
  [0, 'Seems to have little to do with the search as a whole'],
];
/** From here on a whole that meets all that was asked is said to fit: 336 of 341 such train pairs have a grade of 3 or 4. */
const SURE_GRADE = 3.25;

/** That the whole fits is said where nothing that was asked is missing or open; how it seems, where there is nothing else to say. */
function readingReason({ grade }: Subject, evidence: readonly MatchReason[]): readonly MatchReason[] {
  if (grade === null) return [];
  if (grade >= SURE_GRADE && evidence.every(({ satisfied }) => satisfied))
    return [{ kind: 'SEMANTIC', text: 'Fits the search as a whole', satisfied: true }];
  if (evidence.length > 0) return [];
  const text = GRADE_WORDS.find(([lowest]) => Math.round(grade) >= lowest)?.[1] ?? '';
  return [{ kind: 'SEMANTIC', text, satisfied: false, isOpen: true }];
}

const MAX_SUMMARY_REASONS = 3;

/** What is met first, then one thing that is not; that words are shared is no such thing, and is told where nothing is met. */
function summaryOf(reasons: readonly MatchReason[], shared: readonly MatchReason[]): string {
  const met = reasons.filter(({ satisfied }) => satisfied).slice(0, MAX_SUMMARY_REASONS);
  const others = reasons.filter((reason) => !reason.satisfied && (met.length === 0 || !shared.includes(reason)));
  const missed = others.slice(0, met.length === 0 ? MAX_SUMMARY_REASONS : 1);
  const sentence = [met, missed]
    .map((some) => some.map((reason) => reason.text).join('; '))
    .filter((part) => part !== '');
  return `${sentence.join('. But: ')}.`;
}
