/** Facts from the tables of data/facts, held in memory. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { TandemError } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import type { Facts, GazetteerPlace } from './facts.ts';
import { createPlaceFinder } from './find-place.ts';
import { createGazetteer, type FoldText, type Gazetteer } from './gazetteer.ts';
import { createIndustryNames } from './industry-names.ts';

/** Countries whose regions people write as codes behind a town. */
const COUNTRIES_WITH_CODES: ReadonlySet<string> = new Set(['US', 'CA', 'AU']);
const LETTER_CODE = /^[A-Z]{2,3}$/;

/** Reads all tables; throws CONFIG_INVALID when one is missing. `foldText` is the folding that queries use. */
export function loadFacts(foldText: FoldText, folder: string = projectPath('data', 'facts')): Facts {
  const fold = quickFold(foldText);
  const gazetteer = createGazetteer(readTable(folder, 'places.tsv.gz'), fold);
  const titles = readTitles(folder, fold);
  const skills = readSkills(folder, fold);
  const meanings = readAbbreviations(folder, fold);
  const schools = readSchools(folder, fold);
  const tableWords = new Set([...titles.keys(), ...skills.all.keys()].flatMap((entry) => entry.split(' ')));
  const longestWords = longest(gazetteer.longestWords, [titles.keys(), skills.all.keys(), meanings.keys()]);
  return {
    ...createPlaceFinder(gazetteer, fold),
    ...createIndustryNames(readTable(folder, 'industries.tsv'), fold),
    placeById: (id) => gazetteer.byId.get(id) ?? null,
    placesAround: (place) => placesAround(gazetteer, place),
    placeLabel: (place) => placeLabel(gazetteer, place),
    placesNamed: gazetteer.named,
    placeNames: gazetteer.names,
    isTitle: (folded) => titles.has(folded),
    occupationsOf: (folded) => titles.get(folded) ?? [],
    findSkill: (folded) => skills.all.get(folded) ?? null,
    findDistinctSkill: (folded) => skills.distinct.get(folded) ?? null,
    expand: (folded) => meanings.get(folded) ?? null,
    findSchool: (folded) => schools.get(folded) ?? null,
    isWord: (folded) => tableWords.has(folded),
    longestWords,
  };
}

const ALREADY_FOLDED = /^[a-z0-9]+(?: [a-z0-9]+)*$/;

/** Most entries are plain words already; looking is an order faster than folding. */
function quickFold(foldText: FoldText): FoldText {
  return (text) => {
    const lower = text.toLowerCase();
    return ALREADY_FOLDED.test(lower) ? lower : foldText(text);
  };
}

/** Rows without the head, split at tabs. */
function readTable(folder: string, name: string): readonly (readonly string[])[] {
  const path = join(folder, name);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (cause) {
    throw new TandemError(
      'CONFIG_INVALID',
      `expected the fact table ${path}, found none; get it with "git checkout data/facts"`,
      {},
      cause,
    );
  }
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const lines = text.split('\n');
  return lines.slice(1, lines.at(-1) === '' ? -1 : undefined).map((line) => line.split('\t'));
}

/** O*NET's own titles, and what people of Britain and of newer trades call such roles (`common-titles.tsv`). */
const TITLE_TABLES = ['titles.tsv.gz', 'common-titles.tsv'];

/** Occupation codes by folded title. */
function readTitles(folder: string, fold: FoldText): ReadonlyMap<string, readonly string[]> {
  const titles = new Map<string, string[]>();
  for (const [title = '', code = ''] of TITLE_TABLES.flatMap((name) => readTable(folder, name))) {
    const folded = fold(title);
    const codes = titles.get(folded);
    if (codes === undefined) titles.set(folded, [code]);
    else if (!codes.includes(code)) codes.push(code);
  }
  return titles;
}

/** One word is enough when it is long and only one school begins with it. */
const SHORTEST_SCHOOL_WORD = 6;

/** Schools by folded name and by each beginning of it that is theirs alone. */
function readSchools(folder: string, fold: FoldText): ReadonlyMap<string, string> {
  const names = readTable(folder, 'schools.tsv.gz').map(([name = '']) => [fold(name), name] as const);
  const beginnings = new Map<string, string | null>();
  for (const [folded, name] of names) {
    const words = folded.split(' ');
    for (let count = 1; count < words.length; count++) {
      const start = words.slice(0, count).join(' ');
      if (start.length >= SHORTEST_SCHOOL_WORD) beginnings.set(start, beginnings.has(start) ? null : name);
    }
  }
  const own = [...beginnings].filter((entry): entry is [string, string] => entry[1] !== null);
  return new Map([...own, ...names]);
}

interface Skills {
  readonly all: ReadonlyMap<string, string>;
  readonly distinct: ReadonlyMap<string, string>;
}

/** Named in this many occupations or more, a tool of O*NET is one that postings speak of. */
const MIN_OCCUPATIONS = 3;
/** "Reporting software", "Database systems": sorts of tools, no names. */
const SORT_OF_TOOL = /\b(?:software|systems?|sites|databases|tools|libraries)\b/;

function readSkills(folder: string, fold: FoldText): Skills {
  const all = new Map<string, string>();
  const distinct = new Map<string, string>();
  for (const [name = '', source, kind, occupations] of readTable(folder, 'skills.tsv.gz')) {
    const folded = fold(name);
    if (folded === '' || all.has(folded)) continue;
    all.set(folded, name);
    const isKnownTool =
      kind === 'tool' && folded.includes(' ') && Number(occupations) >= MIN_OCCUPATIONS && !SORT_OF_TOOL.test(folded);
    if (source === 'tandem' || isKnownTool) distinct.set(folded, name);
  }
  return { all, distinct };
}

function readAbbreviations(folder: string, fold: FoldText): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  for (const [abbreviation = '', meaning = ''] of readTable(folder, 'abbreviations.tsv')) {
    const folded = fold(abbreviation);
    if (!meanings.has(folded)) meanings.set(folded, meaning);
  }
  return meanings;
}

function longest(start: number, names: readonly Iterable<string>[]): number {
  let longestWords = start;
  for (const list of names) for (const name of list) longestWords = Math.max(longestWords, name.split(' ').length);
  return longestWords;
}

function placesAround(gazetteer: Gazetteer, place: GazetteerPlace): readonly GazetteerPlace[] {
  const region =
    place.kind === 'city' ? gazetteer.byId.get(`region:${place.countryCode}-${place.regionCode ?? ''}`) : undefined;
  const country = place.kind === 'country' ? undefined : gazetteer.byId.get(`country:${place.countryCode}`);
  return [region, country].filter((around) => around !== undefined);
}

function placeLabel(gazetteer: Gazetteer, place: GazetteerPlace): string {
  if (place.kind === 'country') return place.name;
  const code = place.regionCode;
  if (place.kind === 'city' && code !== null && COUNTRIES_WITH_CODES.has(place.countryCode) && LETTER_CODE.test(code)) {
    return `${place.name}, ${code}`;
  }
  const country = gazetteer.byId.get(`country:${place.countryCode}`)?.name ?? place.countryCode;
  return place.name === country ? country : `${place.name}, ${country}`;
}
