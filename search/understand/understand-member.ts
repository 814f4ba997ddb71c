/** Reads a text that may ask for the member's own profile: the rest is read like any text, and then what the member allows is written in. */
import { contentStems } from '../../models/text.ts';
import type { IndexSnapshot } from '../../stores/index-snapshots.ts';
import type { SearchContext } from '../context.ts';
import type { Notice, SearchRequest } from '../types.ts';
import { type ViewerProfile, viewerProfile } from '../viewer-profile.ts';
import { withPolicy } from './facet-policy.ts';
import type { Gazetteers } from './facets.ts';
import type { Reading } from './intent.ts';
import { type ProfilePhrase, profileQuestion } from './profile-phrases.ts';
import { type ProfileValue, profileValues } from './profile-values.ts';
import { publicFacet, type ReadFacet } from './read-facet.ts';
import { ROUTE_REASONS } from './route-reasons.ts';
import { summarise } from './summary.ts';
import { knowledgeOf, type Understood, understand } from './understand.ts';

export interface MemberUnderstood {
  readonly understood: Understood;
  /** Of phrases that were left out; the page is full all the same. */
  readonly leftOut: readonly Notice[];
}

/** Without permission, and for what the profile does not say, a phrase is left out and told, never guessed. */
export async function understandMember(
  request: SearchRequest,
  snapshot: IndexSnapshot,
  context: SearchContext,
): Promise<MemberUnderstood> {
  const { phrases, rest } = profileQuestion(request.text);
  if (phrases.length === 0) {
    const understood = await understand(request, snapshot, context);
    return { understood, leftOut: understood.leftOut };
  }
  // "Jobs like mine" says nothing without the profile: then everything is shown, as without a text.
  const text = contentStems(rest).length === 0 ? '' : rest;
  const [read, whole, profile] = await Promise.all([
    understand({ ...request, text }, snapshot, context),
    understand(request, snapshot, context),
    viewerProfile(context),
  ]);
  // What is refused with its last words is refused without them.
  if (whole.understanding.safety === 'UNSAFE') return { understood: whole, leftOut: [] };
  const told = asTyped(read, request.text ?? '', phrases);
  const { intent } = read.understanding;
  const isSearch = intent === 'JOBS' || intent === 'PEOPLE' || intent === 'NAME' || intent === 'COMPANY';
  if (!isSearch) return { understood: told, leftOut: read.leftOut };
  const { facts, clock } = context.services;
  const tables: Gazetteers = {
    vertical: snapshot.vertical,
    facts,
    knowledge: knowledgeOf(snapshot, context),
    keywords: snapshot.keywords,
    nowMs: clock.date().getTime(),
  };
  const answers = phrases.map((phrase) => ({
    phrase,
    values: profile === null ? [] : profileValues(phrase.part, profile, tables),
  }));
  const leftOut = answers.filter(({ values }) => values.length === 0).map(({ phrase }) => ignored(phrase, profile));
  const added = answers.reduce(
    (understood, { phrase, values }) => writtenIn(understood, phrase, values, request),
    told,
  );
  return { understood: added === told ? told : personal(added, request), leftOut: [...read.leftOut, ...leftOut] };
}

/** The text and its correction as the member has typed them, phrases included. */
function asTyped(read: Understood, typed: string, phrases: readonly ProfilePhrase[]): Understood {
  if (read.correctedText === null) return { ...read, text: typed.trim() };
  const corrected = [read.correctedText, ...phrases.map(({ sourceText }) => sourceText)].join(' ');
  const notices = read.notices.map((notice) =>
    notice.kind === 'SpellCorrectionNotice'
      ? {
          ...notice,
          originalText: typed,
          correctedText: corrected,
          message: notice.message.replace(`“${read.text}”`, `“${typed}”`),
        }
      : notice,
  );
  return { ...read, text: typed.trim(), correctedText: corrected, notices };
}

/** Behind the text, so that what was read from it keeps its place. */
function writtenIn(
  understood: Understood,
  { sourceText, isNegated }: ProfilePhrase,
  values: readonly ProfileValue[],
  { ignoreUnderstood, vertical }: SearchRequest,
): Understood {
  const isNew = ({ id }: ProfileValue): boolean =>
    !ignoreUnderstood.includes(id) && !understood.facets.some((facet) => facet.id === id);
  let searchedText = understood.searchedText || vertical;
  let rewrittenText = understood.rewrittenText || vertical;
  const facets: ReadFacet[] = [];
  for (const { written, ...value } of values.filter(isNew)) {
    const addition = isNegated ? ` not ${written}` : ` ${written}`;
    const start = searchedText.length + 1;
    searchedText += addition;
    rewrittenText += addition;
    const at = { sourceText, start, end: searchedText.length };
    facets.push(withPolicy({ ...value, ...at, confidence: 1, isNegated, isHard: false }));
  }
  return facets.length === 0
    ? understood
    : { ...understood, searchedText, rewrittenText, facets: [...understood.facets, ...facets] };
}

/** Whoever asks for a name still gets it by keyword; any other text now says more than keywords find. */
function personal(read: Understood, { vertical }: SearchRequest): Understood {
  const { intent, route } = read.understanding;
  const isName = intent === 'NAME';
  const joins = !isName && route === 'KEYWORD';
  const reading: Reading = {
    intent,
    route: joins ? 'HYBRID' : route,
    cause: 'profile',
    isExact: isName && read.isExact,
  };
  const understanding = {
    ...read.understanding,
    route: reading.route,
    ...(joins ? { routeReason: ROUTE_REASONS[reading.cause] } : {}),
    facets: read.facets.map(publicFacet),
    rewrittenText: read.rewrittenText,
    summary: summarise(read.searchedText, reading, read.facets, vertical),
    usesProfile: true,
  };
  return { ...read, isExact: reading.isExact, understanding };
}

function ignored({ sourceText }: ProfilePhrase, profile: ViewerProfile | null): Notice {
  const message =
    profile === null
      ? `“${sourceText}” was left out: searches may not use a profile. Sign in and allow it in viewerPreferencesUpdate, or say what is meant.`
      : `“${sourceText}” was left out: neither your preferences nor your profile say it. Name it in viewerPreferencesUpdate, or say what is meant.`;
  return { kind: 'UnsupportedQueryNotice', code: 'PART_IGNORED', message, ignoredText: sourceText };
}
