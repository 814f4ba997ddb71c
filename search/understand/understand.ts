/** Reads a text: spelling, long forms of abbreviations, facets, intent and route, and one sentence that says so. */
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchContext } from '../context.ts';
import type { Notice, SearchRequest, Understanding } from '../types.ts';
import { cleanText } from './clean-text.ts';
import { isEnglish, isRightWord } from './english-words.ts';
import { expandAbbreviations } from './expand-abbreviations.ts';
import { readFacets } from './facets.ts';
import { type Reading, readIntent } from './intent.ts';
import { gatherKnowledge, type Knowledge } from './knowledge.ts';
import { isReadable } from './language.ts';
import { publicFacet, type ReadFacet } from './read-facet.ts';
import { correctSpelling, type SpellingKnowledge } from './spelling.ts';
import { summarise } from './summary.ts';

export interface Understood {
  readonly understanding: Understanding;
  /** As typed, without what is invisible; empty browses. */
  readonly text: string;
  readonly correctedText: string | null;
  /** After correction, before abbreviations are written out. */
  readonly searchedText: string;
  /** What the models read: with long forms. */
  readonly rewrittenText: string;
  readonly facets: readonly ReadFacet[];
  readonly notices: readonly Notice[];
}

/** Takes a few milliseconds and no model. */
export function understand(request: SearchRequest, snapshot: IndexSnapshot, context: SearchContext): Understood {
  const { facts } = context.services;
  const knowledge = knowledgeOf(snapshot, context);
  const text = cleanText(request.text ?? '');
  const canRead = isReadable(text, request.language);
  const correctedText =
    request.spellCorrect && canRead ? correctSpelling(text, spellingKnowledge(facts, knowledge, snapshot)) : null;
  const searchedText = correctedText ?? text;
  const { vertical } = snapshot;
  const found = readFacets(searchedText, { vertical, facts, knowledge, keywords: snapshot.keywords });
  const facets = found.filter((facet) => !request.ignoreUnderstood.includes(facet.id));
  const reading: Reading =
    text === ''
      ? { intent: vertical === 'jobs' ? 'JOBS' : 'PEOPLE', route: 'KEYWORD' }
      : readIntent(searchedText, facets, vertical, canRead);
  const expanded = expandAbbreviations(searchedText, found, facts);
  const understanding: Understanding = {
    ...reading,
    safety: 'SAFE',
    safetyCategory: null,
    summary: summarise(searchedText, reading, facets, vertical),
    facets: facets.map(publicFacet),
    rewrittenText: expanded,
    fromCache: false,
  };
  const notices = noticesOf(text, correctedText, reading, canRead);
  return { understanding, text, correctedText, searchedText, rewrittenText: expanded ?? searchedText, facets, notices };
}

/** Gathered at the first search of an index version, or before by `warmUp`. */
export function knowledgeOf(snapshot: IndexSnapshot, context: SearchContext): Knowledge {
  const { knowledge } = context.services.memory;
  const known = knowledge.get(snapshot) ?? gatherKnowledge(snapshot);
  knowledge.set(snapshot, known);
  return known;
}

function spellingKnowledge(facts: Facts, knowledge: Knowledge, { vertical }: IndexSnapshot): SpellingKnowledge {
  const isListed = (word: string): boolean => isEnglish(word) || facts.isWord(word) || knowledge.isNameWord(word);
  const isKnown = (folded: string): boolean =>
    isRightWord(folded, isListed) || facts.expand(folded) !== null || facts.findPlace(folded) !== null;
  return { vocabulary: knowledge.vocabulary, isKnown, isTitle: facts.isTitle, keepsCapitalised: vertical === 'people' };
}

function noticesOf(text: string, correctedText: string | null, reading: Reading, canRead: boolean): readonly Notice[] {
  const notices: Notice[] = [];
  if (correctedText !== null) {
    const message = `Showing results for “${correctedText}”. Set spellCorrect to false to search for “${text}”.`;
    notices.push({
      kind: 'SpellCorrectionNotice',
      code: 'SPELL_CORRECTED',
      message,
      originalText: text,
      correctedText,
    });
  }
  if (!canRead) {
    const message = 'The models read English only: shown is what names, places and shared words of the text find.';
    notices.push({ kind: 'UnsupportedQueryNotice', code: 'LANGUAGE_UNSUPPORTED', message, ignoredText: null });
  } else if (reading.route === 'EXPLAIN') {
    const message =
      reading.intent === 'CAREER_ADVICE'
        ? 'This service finds jobs and people; it gives no career advice. Search for a role, a skill or an employer.'
        : 'This text has no words to search for. Type a role, a skill, an employer or a name.';
    notices.push({ kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message, ignoredText: text });
  }
  return notices;
}

/** True when the page stays empty on purpose. */
export function isAnsweredByNotice(understood: Understood): boolean {
  return understood.notices.some((notice) => notice.code === 'PART_IGNORED');
}
