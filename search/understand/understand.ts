/** Reads a text: spelling, long forms of abbreviations, safety, facets, intent and route, and one sentence that says so. */
import { stem } from '../../models/text.ts';
import type { Mask } from '../../stores/attributes.ts';
import { isCurrencyWord } from '../../stores/currencies.ts';
import type { Facts } from '../../stores/facts.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import { sightOf } from '../access.ts';
import type { SearchContext } from '../context.ts';
import type { Notice, SearchRequest, Understanding } from '../types.ts';
import { visibleMask } from '../visible-documents.ts';
import { cleanText } from './clean-text.ts';
import { isEnglish, isRightWord } from './english-words.ts';
import { type ExactDocument, exactDocument } from './exact-document.ts';
import { withExclusions } from './exclusions.ts';
import { expandAbbreviations } from './expand-abbreviations.ts';
import { withPolicy } from './facet-policy.ts';
import { type Gazetteers, readFacets } from './facets.ts';
import { formerRoles, isLikeFormer } from './former-roles.ts';
import { heldAgainstText } from './held-against-text.ts';
import { noticeOfPart } from './ignored-part.ts';
import { decideIntent, type Reading } from './intent.ts';
import { judgeText, type ModelReadings } from './judge-text.ts';
import { gatherKnowledge, type Knowledge } from './knowledge.ts';
import { isReadable } from './language.ts';
import { meantRoles } from './meant-roles.ts';
import { mergeFacets } from './merge-facets.ts';
import { type MinusRead, minusWords } from './minus-words.ts';
import { modelFacets } from './model-facets.ts';
import { askModel } from './model-reading.ts';
import { nearPlace } from './near-place.ts';
import { asksForNothing, withNegations } from './negation.ts';
import { quotedWords } from './quoted-phrases.ts';
import { publicFacet, type ReadFacet } from './read-facet.ts';
import { wordsOfNames } from './read-name.ts';
import { withoutOpenToWork } from './read-open-to-work.ts';
import { ROUTE_REASONS } from './route-reasons.ts';
import { inPlainWords, withoutOrders } from './safety.ts';
import { correctSpelling, type SpellingKnowledge } from './spelling.ts';
import { summarise } from './summary.ts';
import { withTense } from './tense.ts';
import { textNotices } from './text-notices.ts';
import { vocabularyOf } from './vocabulary.ts';
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
    { request, text, correctedText, searchedText, minus, canRead, looksReadable, exact, byRules, gazetteers, snapshot },
    { asked: await asked, typed: await typed, plain: await plain },
  );
}

interface ReadByRules {
  readonly request: SearchRequest;
  readonly text: string;
  readonly correctedText: string | null;
  readonly searchedText: string;
  readonly minus: MinusRead;
  readonly canRead: boolean;
  /** As `canRead`, whatever language the caller states. */
  readonly looksReadable: boolean;
  readonly exact: ExactDocument | null;
  readonly byRules: readonly ReadFacet[];
  readonly gazetteers: Gazetteers;
  readonly snapshot: IndexSnapshot;
}

function join(parts: ReadByRules, readings: ModelReadings): Understood {
  const { request, text, correctedText, searchedText, minus, canRead, looksReadable, exact } = parts;
  const { byRules, gazetteers, snapshot } = parts;
  const { vertical, facts } = gazetteers;
  // What the model says of a language that it was not taught is believed for safety alone.
  const model = canRead ? readings.asked : null;
  const byModel = model === null ? [] : withNegations(minus.plain, modelFacets(minus.plain, model, gazetteers));
  const merged = model === null ? byRules : mergeFacets(byRules, byModel);
  const { facets: found, ignored } = heldAgainstText(minus.plain, merged, facts);
  const excluding = withExclusions(searchedText, minus, found, gazetteers, snapshot);
  const former = vertical === 'jobs' ? formerRoles(searchedText, excluding.facets) : [];
  const wished =
    vertical === 'jobs'
      ? excluding.facets.filter((facet) => !former.includes(facet))
      : withTense(searchedText, excluding.facets);
  const judged = { text, searchedText, looksReadable, isId: exact?.by === 'id', byRules };
  const { safety, category } = judgeText(judged, readings);
  // What is refused is not repeated in parts.
  const kept = safety === 'UNSAFE' ? [] : wished.map(withPolicy);
  const isWanted = (facet: ReadFacet): boolean => !request.ignoreUnderstood.includes(facet.id);
  const named = kept.filter(isWanted);
  const isUnsafe = safety === 'UNSAFE';
  const question = { text: searchedText, facets: named, vertical, isReadable: canRead, isUnsafe, exact };
  const reading: Reading =
    text === ''
      ? { intent: vertical === 'jobs' ? 'JOBS' : 'PEOPLE', route: 'KEYWORD', cause: 'blank', isExact: true }
      : decideIntent(question, model);
  const isSearch = reading.intent === 'JOBS' || reading.intent === 'PEOPLE';
  const isOnlyExcluding = asksForNothing(minus.plain, kept);
  const meant =
    isSearch && !isOnlyExcluding
      ? meantRoles(searchedText, kept, model).filter((facet) => isWanted(facet) && !isLikeFormer(facet.value, former))
      : [];
  const quoted = correctedText ?? text;
  const facets = [...named, ...meant].map((facet) => ({ ...facet, sourceText: quoted.slice(facet.start, facet.end) }));
  const unwanted = facets.filter(({ isNegated }) => isNegated);
  const expanded = expandAbbreviations(minus.plain, [...byRules, ...unwanted], named, facts);
  const { isExact, cause, ...told } = reading;
  const understanding: Understanding = {
    ...told,
    routeReason: ROUTE_REASONS[cause],
    safety,
    safetyCategory: category,
    summary: summarise(isOnlyExcluding ? '' : searchedText, reading, facets, vertical),
    facets: facets.map(publicFacet),
    rewrittenText: expanded,
    fromCache: false,
  };
  const notices = [
    ...textNotices(text, correctedText, understanding, canRead),
    ...(isSearch && canRead ? excluding.notices : []),
  ];
  return {
    understanding,
    text,
    correctedText,
    searchedText: isOnlyExcluding ? '' : withoutOpenToWork(searchedText, named),
    rewrittenText: isOnlyExcluding ? '' : (expanded ?? withoutOpenToWork(minus.plain, named)),
    facets,
    allowed: [...former, ...kept.filter((facet) => facet.isNegated && !isWanted(facet))],
    isExact,
    exact: isUnsafe ? null : exact,
    notices,
    leftOut: isUnsafe ? [] : ignored.map((part) => noticeOfPart(quoted, part)),
  };
}

/** Gathered at the first search of an index version, or before by `warmUp`. */
export function knowledgeOf(snapshot: IndexSnapshot, context: SearchContext): Knowledge {
  const { knowledge } = context.services.memory;
  const known = knowledge.get(snapshot) ?? gatherKnowledge(snapshot);
  knowledge.set(snapshot, known);
  return known;
}

/**
 * What spelling of a text may rely on: the words of the documents and of the tables, and those that it keeps as they are.
 * `visible` is what the caller may see, null for everything: a word that other documents hold than those for everybody is right
 * for who sees one of them.
 */
export function spellingKnowledge(
  text: string,
  facts: Facts,
  knowledge: Knowledge,
  { vertical, keywords }: IndexSnapshot,
  visible: Mask | null = null,
): SpellingKnowledge {
  let kept: ReadonlySet<string> | null = null;
  /** Asked last: most texts have no word that only this one keeps, and reading their names costs more than all the rest. */
  const isKept = (word: string): boolean => {
    kept ??= new Set([...wordsOfNames(text, facts, knowledge), ...quotedWords(text)]);
    return kept.has(word);
  };
  const isOwn = (word: string): boolean =>
    vocabularyOf(keywords).documentFrequency(word) > knowledge.vocabulary.documentFrequency(word) &&
    keywords.score([stem(word)], visible).matched.includes(1);
  const isListed = (word: string): boolean => isEnglish(word) || facts.isWord(word) || knowledge.isNameWord(word);
  const isKnown = (folded: string): boolean =>
    isRightWord(folded, isListed) ||
    facts.expand(folded) !== null ||
    facts.findPlace(folded) !== null ||
    isRightWord(folded, isKept) ||
    isCurrencyWord(folded) ||
    isOwn(folded);
  return {
    vocabulary: knowledge.vocabulary,
    isKnown,
    isTitle: facts.isTitle,
    isTerm: (folded) =>
      knowledge.isLabel(folded) || knowledge.findEmployer(folded) !== null || facts.findSkill(folded) !== null,
    isOnlyName: (folded) => knowledge.people.hasWord(folded) && !isEnglish(folded) && !facts.isWord(folded),
    nearPlace: (folded) => nearPlace(folded, facts, knowledge),
    population: (folded) =>
      facts.isTitle(folded) || facts.isWord(folded) ? 0 : (facts.findPlace(folded)?.population ?? 0),
    keepsCapitalised: vertical === 'people',
  };
}

/** True when the page stays empty on purpose: all of the text was refused or left out. */
export function isAnsweredByNotice({ notices, text }: Understood): boolean {
  return notices.some(
    (notice) =>
      notice.code === 'REFUSED' ||
      (notice.kind === 'UnsupportedQueryNotice' && notice.code === 'PART_IGNORED' && notice.ignoredText === text),
  );
}
