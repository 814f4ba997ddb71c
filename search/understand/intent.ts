/** Tells what kind of answer a text asks for and which path finds it: rules for exact things, the model for the rest. */

import { contentStems, fold, words } from '../../models/text.ts';
import type { TextReading } from '../../models/understanding.ts';
import type { Vertical } from '../../stores/documents.ts';
import type { Intent, Route } from '../types.ts';
import type { ExactDocument } from './exact-document.ts';
import { POSTING_WORDS } from './posting-words.ts';
import type { ReadFacet } from './read-facet.ts';
import { asksOpenToWork } from './read-open-to-work.ts';
import type { RouteCause } from './route-reasons.ts';
import { tellsOfPast } from './tense.ts';
import { overlaps } from './text-spans.ts';

export interface Reading {
  readonly intent: Intent;
  readonly route: Route;
  readonly cause: RouteCause;
  /** True when the tables know the name that is asked for: then keywords find it, and meaning has nothing to add. */
  readonly isExact: boolean;
}

/**
 * Words around a name or an employer that ask for it and for nothing else; folded. Written by hand: words for jobs, for
 * people, for working somewhere, and those that only join. A word too few makes a search of it, which finds the name too.
 */
const FILLER = new Set(
  `${POSTING_WORDS} career careers hiring open do have someone called named work works working worked employee employees
  staff people person anyone anybody anything everyone current currently now profile find show me is are the a an at for
  with of by from on in here who there any all to and s does do company employer`.split(/\s+/),
);

/** Questions about a career, not searches: high precision, because an empty page is a hard answer. */
const ADVICE = [
  /^how (?:do|can|should|long|much|often|hard|to)\b/,
  /^(?:should|shall) i\b/,
  /^do i (?:need|have to|really)\b/,
  /^(?:what(?:'s| is|s) the )?difference between\b/,
  /^is (?:it|\d+k?|a|an|being)\b.*\b(?:good|worth|enough|normal|better|legal)\b/,
  /^which (?:certificates?|certifications?|courses?|degrees?)\b/,
  /^(?:resume|cv|cover letter|interview) (?:tips|advice|help|template|example)s?\b/,
  /^what (?:should|do|can) i\b/,
];

/** Long and without a role, employer, skill or place: only meaning can answer it. */
const VAGUE_WORDS = 6;

const OPEN_TO_WORK: Reading = { intent: 'PEOPLE', route: 'HYBRID', cause: 'both', isExact: false };
const REFUSED: Reading = { intent: 'UNSAFE', route: 'REFUSE', cause: 'unsafe', isExact: false };

export interface IntentQuestion {
  /** Clean and not blank. */
  readonly text: string;
  readonly facets: readonly ReadFacet[];
  readonly vertical: Vertical;
  /** False for a language that the models do not know. */
  readonly isReadable: boolean;
  readonly isUnsafe: boolean;
  /** The document that the text names, if it does. */
  readonly exact: ExactDocument | null;
}

/** Rules alone decide when `model` is null, and where they know a name, an employer or an alphabet exactly. */
export function decideIntent(question: IntentQuestion, model: TextReading | null): Reading {
  if (question.isUnsafe) return REFUSED;
  const { text, facets, vertical, isReadable, exact } = question;
  if (exact !== null) return namingReading(exact, vertical);
  if (asksOpenToWork(facets)) return OPEN_TO_WORK;
  const rules = readIntent(text, facets, vertical, isReadable);
  const isSearch = rules.intent === 'JOBS' || rules.intent === 'PEOPLE';
  if (model === null || !isSearch) return rules;
  return modelReading(question, model) ?? rules;
}

/** Meaning has nothing to add to an id; behind a title it finds what is like it. */
function namingReading({ by }: ExactDocument, vertical: Vertical): Reading {
  const isId = by === 'id';
  return { intent: intentOf(vertical), route: 'KEYWORD', cause: isId ? 'id' : 'exactTitle', isExact: isId };
}

const intentOf = (vertical: Vertical): Intent => (vertical === 'jobs' ? 'JOBS' : 'PEOPLE');

/** Whoever searches among jobs mostly means jobs: the other side of the service needs to be this many times likelier. */
const OTHER_VERTICAL = 6;
/** An empty page is a hard answer. */
const EMPTY_PAGE_FROM = 0.9;
const OPEN_ROUTES = ['KEYWORD', 'SEMANTIC', 'HYBRID'] as const;
const OPEN_CAUSES: Readonly<Record<(typeof OPEN_ROUTES)[number], RouteCause>> = {
  KEYWORD: 'terms',
  SEMANTIC: 'wish',
  HYBRID: 'both',
};

type ExplainedCause = 'advice' | 'otherThing' | 'unreadable';
const EXPLAINED: Readonly<Record<ExplainedCause, Reading>> = {
  advice: { intent: 'CAREER_ADVICE', route: 'EXPLAIN', cause: 'advice', isExact: false },
  otherThing: { intent: 'UNSUPPORTED', route: 'EXPLAIN', cause: 'otherThing', isExact: false },
  unreadable: { intent: 'UNSUPPORTED', route: 'EXPLAIN', cause: 'unreadable', isExact: false },
};

/** Null when the model is sure of nothing. */
function modelReading(question: IntentQuestion, { intents, routes }: TextReading): Reading | null {
  const { vertical, facets } = question;
  const other: Intent = vertical === 'jobs' ? 'PEOPLE' : 'JOBS';
  const weighted = Object.entries(intents)
    .filter(([name]) => isPossible(name as Intent, question))
    .map(([name, p]) => ({ name: name as Intent, p: name === other ? p / OTHER_VERTICAL : p }))
    .sort((a, b) => b.p - a.p);
  const [best, second] = weighted;
  if (best === undefined) return null;
  const isEmpty = best.name === 'CAREER_ADVICE' || best.name === 'UNSUPPORTED';
  const namesRole = best.name === 'UNSUPPORTED' && facets.some(({ field }) => field === 'title');
  const chosen = isEmpty && (best.p < EMPTY_PAGE_FROM || namesRole) ? (second ?? best) : best;
  if (chosen.name === 'CAREER_ADVICE' || chosen.name === 'UNSUPPORTED')
    return EXPLAINED[chosen.name === 'CAREER_ADVICE' ? 'advice' : 'otherThing'];
  if (chosen.name === 'NAME') return { intent: 'NAME', route: 'KEYWORD', cause: 'likelyName', isExact: false };
  const [route = 'HYBRID'] = [...OPEN_ROUTES].sort((a, b) => (routes[b] ?? 0) - (routes[a] ?? 0));
  return { intent: chosen.name, route, cause: OPEN_CAUSES[route], isExact: false };
}

const isKnownEmployer = (facets: readonly ReadFacet[]): boolean =>
  facets.some(({ field, isNegated, condition }) => field === 'company' && !isNegated && condition !== null);

/** A posting is called by nobody's name, and an employer is asked for where one is named that documents have. */
function isPossible(intent: Intent, { vertical, facets }: IntentQuestion): boolean {
  if (intent === 'NAME') return vertical === 'people';
  return intent === 'COMPANY' ? isKnownEmployer(facets) : intent !== 'UNSAFE';
}

/** `text` is clean and not blank. */
function readIntent(text: string, facets: readonly ReadFacet[], vertical: Vertical, isReadable: boolean): Reading {
  if (!/[\p{L}\p{N}]/u.test(text)) return EXPLAINED.otherThing;
  if (!isReadable) return EXPLAINED.unreadable;
  if (ADVICE.some((question) => question.test(text.toLowerCase()))) return EXPLAINED.advice;
  if (isOnlyAbout('name', text, facets)) return { intent: 'NAME', route: 'KEYWORD', cause: 'name', isExact: true };
  if (isOnlyAbout('company', text, facets))
    return isKnownEmployer(facets)
      ? { intent: 'COMPANY', route: 'KEYWORD', cause: 'employer', isExact: true }
      : { intent: 'COMPANY', route: 'HYBRID', cause: 'unknownEmployer', isExact: false };
  if (isVague(text, facets)) return { intent: intentOf(vertical), route: 'SEMANTIC', cause: 'vague', isExact: false };
  return { intent: intentOf(vertical), route: 'HYBRID', cause: 'both', isExact: false };
}

/** A name may come with a role or an employer that tells two people apart; an employer comes alone. */
const COMPANIONS: Readonly<Record<'name' | 'company', readonly string[]>> = {
  name: ['title', 'company', 'location'],
  company: [],
};

/** True for the name of somebody and nothing else: no word of it says what anybody should be. */
export function isOnlyName(text: string, facets: readonly ReadFacet[]): boolean {
  const names = facets.filter(({ field, isNegated }) => field === 'name' && !isNegated);
  return names.length > 0 && words(text).every((word) => names.some((name) => overlaps(word, name)));
}

function isOnlyAbout(field: 'name' | 'company', text: string, facets: readonly ReadFacet[]): boolean {
  const named = facets.filter((facet) => facet.field === field && !facet.isNegated);
  if (named.length === 0) return false;
  const isOver = named.some(({ tense }) => tense !== undefined);
  const covered = facets.filter((facet) => facet.field === field || COMPANIONS[field].includes(facet.field));
  const saysNothing = (folded: string): boolean => FILLER.has(folded) || (isOver && tellsOfPast(folded));
  return words(text).every((word) => saysNothing(fold(word.text)) || covered.some((facet) => overlaps(word, facet)));
}

function isVague(text: string, facets: readonly ReadFacet[]): boolean {
  const wanted = facets.filter((facet) => !facet.isNegated);
  const isSpecific = wanted.some((facet) => ['title', 'company', 'skill', 'location', 'name'].includes(facet.field));
  return !isSpecific && new Set(contentStems(text)).size >= VAGUE_WORDS;
}
