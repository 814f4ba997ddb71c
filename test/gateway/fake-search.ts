/** A stand-in for the search folder: thirty jobs and people, answers that depend on the text, and a list of what was called. */

import { badInput, TandemError } from '../../runtime/errors.ts';
import { checkRequest } from '../../search/check-request.ts';
import type { SearchContext } from '../../search/context.ts';
import type { Suggestion } from '../../search/suggest/suggestion.ts';
import type {
  MatchExplanation,
  RankingTrace,
  Relevance,
  SearchEdge,
  SearchPage,
  SearchRequest,
  Snippet,
  Understanding,
} from '../../search/types.ts';
import type { JobDocument, PersonDocument, TandemDocument } from '../../stores/documents.ts';

export interface RecordedCall {
  readonly name: string;
  readonly args: readonly unknown[];
  readonly context: SearchContext;
}

/** Every call since the last `calls.length = 0`. */
export const calls: RecordedCall[] = [];

/** Texts that make the fake fail in one way, to see what a client is told. */
export const BROKEN_TEXT = 'defect';
export const OVERLOADED_TEXT = 'overload';
export const SLOW_TEXT = 'slow';

/** Resolves the searches for SLOW_TEXT that wait. */
export const slowSearches: (() => void)[] = [];

const COUNT = 30;
const numbered = (prefix: string) => Array.from({ length: COUNT }, (_, index) => `${prefix}${index + 1}`);
const jobs = new Map(numbered('job').map((id, index) => [id, jobNamed(id, index)]));
const people = new Map(numbered('person').map((id, index) => [id, personNamed(id, index)]));
const documents = new Map<string, TandemDocument>([...jobs, ...people]);
const searches = new Map<string, SearchPage>();

export async function runSearch(request: SearchRequest, context: SearchContext): Promise<SearchPage> {
  calls.push({ name: 'runSearch', args: [request], context });
  if (request.first < 1 || request.first > 100)
    throw badInput(`first must be 1 to 100, got ${request.first}`, { limit: 100, got: request.first });
  checkRequest(request);
  if (request.text === BROKEN_TEXT) throw new TypeError('secret: the wire broke');
  if (request.text === OVERLOADED_TEXT)
    throw new TandemError('OVERLOADED', 'too much work is waiting; try again later', { retryAfterMs: 1_500 });
  if (request.text === SLOW_TEXT) await new Promise<void>((resolve) => slowSearches.push(resolve));
  const ids = [...(request.vertical === 'jobs' ? jobs : people).keys()];
  const start = request.after === null ? 0 : Number(request.after.slice('cursor'.length));
  const searchId = `search-${request.text}`;
  const page: SearchPage = {
    searchId,
    vertical: request.vertical,
    text: request.text ?? '',
    correctedText: null,
    submittedAt: '2026-01-02T03:04:05.000Z',
    edges: ids.slice(start, start + request.first).map((id, index) => edgeOf(id, searchId, start + index + 1)),
    hasNextPage: start + request.first < COUNT,
    hasPreviousPage: start > 0,
    totalCount: COUNT,
    totalCountRelation: 'EXACT',
    facets: request.facets.map((field) => ({ field, values: [{ value: 'v', label: 'V', count: 3, selected: false }] })),
    coverage: { retrieval: 1, ranked: 20, rankedPlanned: 20, degraded: false, reasons: [] },
    notices: [
      {
        kind: 'SpellCorrectionNotice',
        code: 'SPELL_CORRECTED',
        message: 'Searched for b.',
        originalText: 'a',
        correctedText: 'b',
      },
    ],
  };
  searches.set(searchId, page);
  return page;
}

function edgeOf(id: string, searchId: string, position: number): SearchEdge {
  return { cursor: `cursor${position}`, documentId: id, documentVersion: 'v1', matchId: `${searchId}/${id}`, position };
}

export async function documentAt(id: string, _version: string, context: SearchContext): Promise<TandemDocument | null> {
  calls.push({ name: 'documentAt', args: [id], context });
  return documents.get(id) ?? null;
}

export async function documentOf(id: string, context: SearchContext): Promise<TandemDocument | null> {
  calls.push({ name: 'documentOf', args: [id], context });
  return documents.get(id) ?? null;
}

export const locate = (id: string) =>
  documents.has(id) ? { snapshot: { vertical: jobs.has(id) ? 'jobs' : 'people' }, position: 0 } : null;

export const employerWithId = (id: string) => ({ id, name: `Company ${id.slice('company'.length)}` });
export const industryOf = async (): Promise<string> => 'Care';
export const peopleAt = (): number => 9;

export async function relevanceOf(matchId: string, context: SearchContext): Promise<Relevance | null> {
  calls.push({ name: 'relevanceOf', args: [matchId], context });
  if (matchId.startsWith('search-unranked/')) throw new Error('secret: score table lost');
  return {
    score: 0.9,
    rankScore: 0.8,
    grade: 3,
    stage: 'CROSS_ENCODER',
    isCached: true,
    modelVersion: 'm1',
    breakdown: [{ name: 'relevance', value: 0.9, weight: 1 }],
  };
}

export async function snippetsOf(
  matchId: string,
  first: number,
  context: SearchContext,
): Promise<readonly Snippet[] | null> {
  calls.push({ name: 'snippetsOf', args: [matchId, first], context });
  return [
    { text: `passage of ${matchId}`, highlights: [{ start: 0, end: 7 }], sourceField: 'description', score: 0.5 },
  ];
}

export async function explanationOf(matchId: string, context: SearchContext): Promise<MatchExplanation | null> {
  calls.push({ name: 'explanationOf', args: [matchId], context });
  return { summary: 'Title fits.', reasons: [{ kind: 'TITLE', text: 'Title fits.', satisfied: true }] };
}

export async function understandingOf(searchId: string, context: SearchContext): Promise<Understanding | null> {
  calls.push({ name: 'understandingOf', args: [searchId], context });
  const facet = {
    id: 'f1',
    field: 'title',
    value: 'nurse',
    sourceText: 'nurse',
    confidence: 1,
    isNegated: false,
    isHard: true,
  };
  return {
    intent: 'JOBS',
    route: 'HYBRID',
    safety: 'SAFE',
    safetyCategory: null,
    summary: 'Searching for nurses',
    facets: [facet],
    rewrittenText: null,
    fromCache: false,
  };
}

export async function rankingTraceOf(searchId: string, context: SearchContext): Promise<RankingTrace | null> {
  calls.push({ name: 'rankingTraceOf', args: [searchId], context });
  return {
    candidates: 30,
    depth: 20,
    depthReason: 'all fit',
    cacheHits: 0,
    batches: [],
    totalMs: 12,
    stages: { understand: 1, rank: 11 },
  };
}

export async function searchRecordOf(
  searchId: string,
): Promise<{ id: string; text: string; correctedText: string | null; submittedAt: string } | null> {
  const page = searches.get(searchId);
  return page
    ? { id: page.searchId, text: page.text, correctedText: page.correctedText, submittedAt: page.submittedAt }
    : null;
}

export async function objectKindOf(id: string): Promise<'Job' | 'Person' | 'Search' | null> {
  if (jobs.has(id)) return 'Job';
  if (people.has(id)) return 'Person';
  return searches.has(id) ? 'Search' : null;
}

function jobNamed(id: string, index: number): JobDocument {
  return {
    kind: 'job',
    id,
    source: 'test',
    externalId: id,
    version: 'v1',
    title: `Nurse ${index}`,
    description: 'Cares.',
    company: { id: `company${index % 3}`, name: `Company ${index % 3}` },
    locations: [{ id: null, name: 'Lyon', countryCode: 'FR', latitude: 45.7, longitude: 4.8 }],
    workplaceType: 'ON_SITE',
    employmentTypes: ['FULL_TIME'],
    seniority: null,
    industry: null,
    jobFunction: null,
    salary: {
      minimum: 17.5,
      maximum: null,
      currency: 'EUR',
      period: 'HOUR',
      annualMinimum: 36_400,
      annualMaximum: null,
    },
    skills: ['care'],
    postedAt: '2026-01-01T00:00:00Z',
    expiresAt: null,
    applyUrl: null,
    directApply: false,
    language: 'en',
  };
}

function personNamed(id: string, index: number): PersonDocument {
  const position = {
    title: 'Clerk',
    company: index === 0 ? null : { id: 'company1', name: 'Company 1' },
    location: null,
    startDate: '2020',
    endDate: null,
    summary: null,
  };
  return {
    kind: 'person',
    id,
    source: 'test',
    externalId: id,
    version: 'v1',
    displayName: `Ada ${index}`,
    headline: 'Clerk',
    summary: null,
    location: null,
    work: [position],
    education: [],
    skills: [],
    languages: ['fr'],
    certifications: [],
    jobFunction: null,
    seniority: null,
    yearsExperience: 4.5,
    openToWork: null,
    updatedAt: null,
  };
}

export function suggest(): readonly Suggestion[] {
  const highlights = [{ start: 0, end: 2 }];
  return [{ kind: 'TITLE', text: 'Nurse', value: 'Nurse', filterField: 'titles', highlights }];
}
