/** Says in plain words which parts of a search a document meets, and on what evidence. */
import { fold, isStopWord, stem, words } from '../../models/text.ts';
import type { TandemDocument } from '../../stores/documents.ts';
import type { SearchContext } from '../context.ts';
import { documentAt } from '../documents.ts';
import { type OpenedMatch, openedMatch } from '../matches.ts';
import { gradeOf, isRelevant } from '../rank/grade.ts';
import { preparationOf } from '../rank/ranker-texts.ts';
import type { MatchExplanation, MatchReason } from '../types.ts';
import { askedText } from './asked-text.ts';
import { facetReason } from './facet-reasons.ts';

/** Also for matches that the ranker did not read; null for an id that is none of ours or whose search or text is gone. */
export async function explanationOf(matchId: string, context: SearchContext): Promise<MatchExplanation | null> {
  const match = await openedMatch(matchId, context);
  const document = match && (await documentAt(match.document.id, match.document.version, context));
  if (match === null || document === null) return null;
  const { facts, clock } = context.services;
  const nowMs = clock.date().getTime();
  const byFacet = match.record.understanding.facets.flatMap((facet) => {
    const reason = facetReason(facet, document, facts, nowMs);
    return reason === null ? [] : [facet.isNegated ? { ...reason, satisfied: !reason.satisfied } : reason];
  });
  if (askedText(match.record) === '') return { summary: BROWSED.text, reasons: [BROWSED] };
  const evidence = [...withoutRepeats(byFacet), ...sharedWords(match, document, context)];
  const reasons = [...evidence, ...readingReason(match, evidence.length === 0, context)];
  const told = reasons.length > 0 ? reasons : [NO_REASON];
  return { summary: summaryOf(told), reasons: told };
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

/** What a grade says in words, best first. */
const GRADE_WORDS: readonly (readonly [grade: number, text: string])[] = [
  [4, 'Fits the search as a whole very well'],
  [3, 'Fits the search as a whole'],
  [2, 'Is related to the search, but does not fit it as a whole'],
  [1, 'Has little to do with the search as a whole'],
  [0, 'Does not fit the search as a whole'],
];

/** That the whole does not fit says nothing beside reasons that name what is missing. */
function readingReason({ result }: OpenedMatch, isAlone: boolean, { services }: SearchContext): readonly MatchReason[] {
  if (result.score === null) return [];
  const grade = gradeOf(services.manifest, result.score);
  const text = GRADE_WORDS.find(([lowest]) => grade >= lowest)?.[1] ?? '';
  const isMet = isRelevant(grade);
  return isMet || isAlone ? [{ kind: 'SEMANTIC', text, satisfied: isMet }] : [];
}

const MAX_SHARED_WORDS = 4;
/** Words that most documents have, whatever they are about. */
const SAY_LITTLE = new Set('year years experience month months day days week weeks not no without only'.split(' '));

/** Evidence beside the understood values: words of the search that the document has. */
function sharedWords(
  { record }: OpenedMatch,
  document: TandemDocument,
  { services }: SearchContext,
): readonly MatchReason[] {
  const { fieldStems, body } = preparationOf(document, services.memory);
  const explained = record.understanding.facets.flatMap((facet) =>
    words(facet.sourceText ?? '').map((word) => fold(word.text)),
  );
  const shared = words(askedText(record)).flatMap((word) => {
    const folded = fold(word.text);
    if (isStopWord(word.text) || SAY_LITTLE.has(folded) || /^\d/.test(folded) || explained.includes(folded)) return [];
    const own = stem(folded);
    const isShared = fieldStems.has(own) || body.sentences.some((sentence) => sentence.stems.has(own));
    return isShared ? [word.text] : [];
  });
  const shown = [...new Set(shared)].slice(0, MAX_SHARED_WORDS).map((word) => `“${word}”`);
  return shown.length === 0 ? [] : [{ kind: 'SEMANTIC', text: `Mentions ${shown.join(', ')}`, satisfied: true }];
}

const MAX_SUMMARY_REASONS = 3;

/** What is met first, then one thing that is not. */
function summaryOf(reasons: readonly MatchReason[]): string {
  const met = reasons.filter((reason) => reason.satisfied).slice(0, MAX_SUMMARY_REASONS);
  const missed = reasons.filter((reason) => !reason.satisfied).slice(0, met.length === 0 ? MAX_SUMMARY_REASONS : 1);
  const sentence = [met, missed]
    .map((some) => some.map((reason) => reason.text).join('; '))
    .filter((part) => part !== '');
  return `${sentence.join('. But: ')}.`;
}
