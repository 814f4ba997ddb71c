/** Reads a text: spelling, long forms of abbreviations, safety, facets, intent and route, and one sentence that says so. */

import type { TextReading } from '../../models/understanding.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { sightOf } from '../access.ts';
import type { SearchContext } from '../context.ts';
import type { Notice, Route, SearchRequest, Understanding } from '../types.ts';
import { visibleMask } from '../visible-documents.ts';
import { cleanText } from './clean-text.ts';
import { type ExactDocument, exactDocument } from './exact-document.ts';
import { expandAbbreviations } from './expand-abbreviations.ts';
import { readFacets } from './facets.ts';
import { isLikeFormer } from './former-roles.ts';
import { type IgnoredPart, noticeOfPart } from './ignored-part.ts';
import { decideIntent, type Reading } from './intent.ts';
import { judgeText, type ModelReadings } from './judge-text.ts';
import { gatherKnowledge, type Knowledge } from './knowledge.ts';
import { isReadable } from './language.ts';
import { meantRoles } from './meant-roles.ts';
import { minusWords } from './minus-words.ts';
import { askModel } from './model-reading.ts';
import { asksForNothing } from './negation.ts';
import { publicFacet, type ReadFacet } from './read-facet.ts';
import { withoutOpenToWork } from './read-open-to-work.ts';
import { isWantedBy, quotedOf, type ReadByRules, readWishes, type Wishes } from './read-wishes.ts';
import { ROUTE_REASONS } from './route-reasons.ts';
import { inPlainWords, type SafetyReading, withoutOrders } from './safety.ts';
import { correctSpelling } from './spelling.ts';
import { spellingKnowledge } from './spelling-knowledge.ts';
import { summarise } from './summary.ts';
import { textNotices } from './text-notices.ts';
import { blanked } from './text-spans.ts';
import { withoutShouting } from './without-shouting.ts';

export interface Understood {
  readonly understanding: Understanding;
  /** As typed, without what is invisible. */
  readonly text: string;
  readonly correctedText: string | null;
  /** After correction, before abbreviations are written out; empty browses, as a text does that only excludes. */
  readonly searchedText: string;
  /** What the models read: with long forms. */
  readonly rewrittenText: string;
  readonly facets: readonly ReadFacet[];
  /** What the text excludes and the client does not, and roles that somebody has behind them: neither wanted nor unwanted. */
  readonly allowed: readonly ReadFacet[];
  /** True when keywords alone find what is asked: a name or an employer that the tables know. */
  readonly isExact: boolean;
  /** What the text names by its id or its whole title; null when it names nothing so. */
  readonly exact: ExactDocument | null;
  readonly notices: readonly Notice[];
  /** Of parts that nothing can be searched by; the page is full all the same. */
  readonly leftOut: readonly Notice[];
}

/** Takes a few milliseconds. The model reads while rules do; when it is away or late, rules read alone. */
export async function understand(
  request: SearchRequest,
  snapshot: IndexSnapshot,
  context: SearchContext,
): Promise<Understood> {
  const { facts } = context.services;
  const knowledge = knowledgeOf(snapshot, context);
  const text = cleanText(request.text ?? '');
  const visible = visibleMask(snapshot, context);
  const words = spellingKnowledge(text, facts, knowledge, snapshot, visible);
  const named = exactDocument(text, snapshot, facts, visible);
  const canRead = named?.by === 'id' || isReadable(text, request.language, words.isKnown);
  const exact = canRead ? named : null;
  const looksReadable = isReadable(text, null, words.isKnown);
  const correctedText = request.spellCorrect && canRead && exact === null ? correctSpelling(text, words) : null;
  const searchedText = correctedText ?? withoutShouting(text);
  const minus = minusWords(searchedText);
  const asked = text !== '' ? askModel(withoutOrders(minus.plain), context) : null;
  // A word that spelling takes for another one may be the one that harm is told with, or not: "poach", "dedupe".
  const isAsTyped = correctedText === null && minus.parts.length === 0;
  const typed = isAsTyped ? asked : askModel(withoutOrders(text), context);
  const withoutHardWords = inPlainWords(withoutOrders(text));
  const plain = withoutHardWords === withoutOrders(text) ? null : askModel(withoutHardWords, context);
  const nowMs = context.services.clock.date().getTime();
  const { vertical, keywords } = snapshot;
  const { seesHidden = false } = sightOf(context.caller, vertical);
  const gazetteers = { vertical, facts, knowledge, keywords, nowMs, seesHidden };
  const byRules = readFacets(minus.plain, gazetteers);
  return join(
    {
      ...{ request, text, correctedText, searchedText, minus, canRead, looksReadable, exact, byRules },
      ...{ gazetteers, snapshot, visible },
    },
    { asked: await asked, typed: await typed, plain: await plain },
  );
}

function join(parts: ReadByRules, readings: ModelReadings): Understood {
  const { text, searchedText, looksReadable, exact, byRules } = parts;
  const judgment = judgeText({ text, searchedText, looksReadable, isId: exact?.by === 'id', byRules }, readings);
  // What the model says of a language that it was not taught is believed for safety alone.
  const model = parts.canRead ? readings.asked : null;
  const wishes = readWishes(parts, model, judgment.safety === 'UNSAFE');
  const reading = readIntent(parts, wishes, model);
  const told = tell(parts, wishes, reading, model, judgment);
  return understoodOf(parts, wishes, reading, told);
}

function readIntent(parts: ReadByRules, { named, isUnsafe }: Wishes, model: TextReading | null): Reading {
  const { text, searchedText, canRead, exact, gazetteers } = parts;
  const { vertical } = gazetteers;
  if (text === '')
    return { intent: vertical === 'jobs' ? 'JOBS' : 'PEOPLE', route: 'KEYWORD', cause: 'blank', isExact: true };
  return decideIntent({ text: searchedText, facets: named, vertical, isReadable: canRead, isUnsafe, exact }, model);
}

/** What the caller is told of a text, and what is made of it to search by. */
interface Told {
  readonly understanding: Understanding;
  readonly facets: readonly ReadFacet[];
  readonly searchedText: string;
  readonly rewrittenText: string;
}

function tell(
  parts: ReadByRules,
  wishes: Wishes,
  reading: Reading,
  model: TextReading | null,
  { safety, category }: SafetyReading,
): Told {
  const isOnlyExcluding = asksForNothing(parts.minus.plain, wishes.kept);
  const facets = isOnlyExcluding ? quotedFacets(parts, wishes.named) : facetsOf(parts, wishes, reading, model);
  const { searchedText, rewrittenText, expanded } = isOnlyExcluding
    ? NOTHING_ASKED
    : textsOf(parts, wishes, facets, reading);
  const { isExact: _isExact, cause, ...told } = reading;
  const understanding: Understanding = {
    ...told,
    routeReason: ROUTE_REASONS[cause],
    safety,
    safetyCategory: category,
    summary: summarise(
      isOnlyExcluding ? '' : askedOf(parts, wishes, reading),
      reading,
      facets,
      parts.gazetteers.vertical,
    ),
    facets: facets.map(publicFacet),
    rewrittenText: expanded && withoutGaps(expanded),
    fromCache: false,
  };
  return { understanding, facets, searchedText, rewrittenText };
}

/** What is named, and the roles that are meant by it. */
function facetsOf(parts: ReadByRules, wishes: Wishes, { intent }: Reading, model: TextReading | null) {
  const { kept, named, former } = wishes;
  const isSearch = intent === 'JOBS' || intent === 'PEOPLE';
  const meant = isSearch ? meantRoles(parts.searchedText, kept, model) : [];
  const wanted = meant.filter(isWantedBy(parts.request)).filter(({ value }) => !isLikeFormer(value, former));
  return quotedFacets(parts, [...named, ...wanted]);
}

const quotedFacets = (parts: ReadByRules, facets: readonly ReadFacet[]): readonly ReadFacet[] =>
  facets.map((facet) => ({ ...facet, sourceText: quotedOf(parts).slice(facet.start, facet.end) }));

interface SearchedTexts {
  readonly searchedText: string;
  readonly rewrittenText: string;
  /** Null where no abbreviation was written out. */
  readonly expanded: string | null;
}

const NOTHING_ASKED: SearchedTexts = { searchedText: '', rewrittenText: '', expanded: null };

function textsOf(parts: ReadByRules, wishes: Wishes, facets: readonly ReadFacet[], reading: Reading): SearchedTexts {
  const { searchedText, minus, byRules, gazetteers } = parts;
  const leftOut = tellsParts(parts, reading) ? wishes.leftOut : [];
  const searched = (text: string): string => withoutOpenToWork(withoutLeftOut(text, leftOut), wishes.named);
  const plain = searched(minus.plain);
  const unwanted = facets.filter(({ isNegated }) => isNegated);
  const expanded = expandAbbreviations(plain, [...byRules, ...unwanted], wishes.named, gazetteers.facts);
  return { searchedText: searched(searchedText), rewrittenText: expanded ?? plain, expanded };
}

/** No document is found by what is told as left out; of the same length but for its end, so that offsets hold. */
const withoutLeftOut = (text: string, parts: readonly IgnoredPart[]): string =>
  parts.length === 0 ? text : blanked(text, parts).trimEnd();

const withoutGaps = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** What the summary may say is searched for. */
function askedOf(parts: ReadByRules, { leftOut }: Wishes, reading: Reading): string {
  const { searchedText } = parts;
  return leftOut.length > 0 && tellsParts(parts, reading)
    ? withoutGaps(withoutLeftOut(searchedText, leftOut))
    : searchedText;
}

const ANSWERS_WITHOUT_A_SEARCH: readonly Route[] = ['EXPLAIN', 'REFUSE'];

/** Parts that cannot be searched by are told of what is searched, in a language that is read. */
const tellsParts = ({ canRead }: ReadByRules, { route }: Reading): boolean =>
  canRead && !ANSWERS_WITHOUT_A_SEARCH.includes(route);

function understoodOf(parts: ReadByRules, wishes: Wishes, reading: Reading, told: Told): Understood {
  const { request, text, correctedText, canRead, exact } = parts;
  const { kept, former, isUnsafe, leftOut, unexcluded } = wishes;
  const isWanted = isWantedBy(request);
  const noticesOf = (ignored: readonly IgnoredPart[]): readonly Notice[] =>
    tellsParts(parts, reading) ? ignored.map((part) => noticeOfPart(quotedOf(parts), part)) : [];
  return {
    ...told,
    text,
    correctedText,
    allowed: [...former, ...kept.filter((facet) => facet.isNegated && !isWanted(facet))],
    isExact: reading.isExact,
    exact: isUnsafe ? null : exact,
    notices: [...textNotices(text, correctedText, told.understanding, canRead), ...noticesOf(unexcluded)],
    leftOut: noticesOf(leftOut),
  };
}

/** Gathered at the first search of an index version, or before by `warmUp`. */
export function knowledgeOf(snapshot: IndexSnapshot, context: SearchContext): Knowledge {
  const { knowledge } = context.services.memory;
  const known = knowledge.get(snapshot) ?? gatherKnowledge(snapshot);
  knowledge.set(snapshot, known);
  return known;
}

/** True when the page stays empty on purpose: all of the text was refused or left out. */
export function isAnsweredByNotice({ notices, text }: Understood): boolean {
  return notices.some(
    (notice) =>
      notice.code === 'REFUSED' ||
      (notice.kind === 'UnsupportedQueryNotice' && notice.code === 'PART_IGNORED' && notice.ignoredText === text),
  );
}
