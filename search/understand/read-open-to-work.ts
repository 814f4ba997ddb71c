/** Reads that people are wanted who look for work: "open to work", "available now", "candidates seeking a job". */
import { fold, words } from '../../models/text.ts';
import { PEOPLE_COLUMNS } from '../../stores/attribute-names.ts';
import type { ReadFacet } from './read-facet.ts';
import { blanked } from './text-spans.ts';

const WORK =
  '(?:work|employment|jobs?|a (?:new )?(?:job|role|position)|(?:new )?(?:opportunity|opportunities|roles|challenges))';
/** As people write it of others: a closed list of the ways to say it, each with any word for work. */
const PHRASES: readonly RegExp[] = [
  `open (?:to|for) (?:${WORK}|offers|being hired)`,
  `(?:currently |actively )*(?:looking|searching|hunting) for ${WORK}`,
  `(?:currently |actively )*seeking ${WORK}`,
  '(?:job|work)[- ](?:seekers?|seeking|hunters?|hunting)',
  'available (?:now|today|immediately|straight away|right away|for (?:work|hire)|to start(?: (?:now|today|immediately))?)',
  '(?:immediately|currently) available',
  'immediate(?:ly)? (?:start|starters?|joiners?|joining)',
].map((source) => new RegExp(String.raw`\b${source}\b`, 'iu'));

const FIELD = 'openToWork';
const CONFIDENCE = 0.9;
/** Beside the phrase these ask for people of any kind; folded. */
const ANYBODY = new Set(
  'people person persons candidate candidates talent talents professional professionals worker workers anyone anybody someone everybody who that are is all any find show me list of the currently'.split(
    ' ',
  ),
);

/** At most one, of profiles. Only who may see that (`isSeen`) gets a condition: nobody else learns from a list who is open to work. */
export function readOpenToWork(text: string, isSeen: boolean): readonly ReadFacet[] {
  const match = PHRASES.map((phrase) => phrase.exec(text)).find((found) => found !== null);
  if (!match) return [];
  const [sourceText = ''] = match;
  const start = match.index;
  return [
    {
      id: `${FIELD}:true`,
      field: FIELD,
      value: 'true',
      sourceText,
      start,
      end: start + sourceText.length,
      confidence: CONFIDENCE,
      condition: isSeen ? { kind: 'in', field: PEOPLE_COLUMNS.openToWork, values: ['true'] } : null,
      isNegated: false,
      isHard: false,
    },
  ];
}

/**
 * What words and meaning are to find: the phrase is a filter where it has a condition, and no profile has to say its words. Of the same
 * length, so that offsets hold; empty where nothing else is asked.
 */
export function withoutOpenToWork(text: string, facets: readonly ReadFacet[]): string {
  const read = facets.find(({ field, condition, isNegated }) => field === FIELD && condition !== null && !isNegated);
  if (read === undefined) return text;
  const rest = blanked(text, [read]);
  return words(rest).every((word) => ANYBODY.has(fold(word.text))) ? '' : rest;
}

/** People who look for work are people: such a text is a search, whatever else the model hears in it. */
export const asksOpenToWork = (facets: readonly ReadFacet[]): boolean => facets.some(({ field }) => field === FIELD);
