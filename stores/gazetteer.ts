/** The places of data/facts by id, and by each folded name that a place goes by. */

import type { GazetteerPlace } from './facts.ts';

/** Makes a name comparable: lower case, no accents, one space between words. */
export type FoldText = (text: string) => string;

export interface Gazetteer {
  readonly byId: ReadonlyMap<string, GazetteerPlace>;
  /** Places by folded name or alias. */
  readonly named: (folded: string) => readonly GazetteerPlace[];
  /** Regions and countries by code as written (TX, ENG, FR, DEU); codes are no names: "in" is not Indiana. */
  readonly coded: (code: string) => readonly GazetteerPlace[];
  readonly longestWords: number;
  /** Every folded name with the places that go by it. */
  readonly names: () => Iterable<readonly [folded: string, places: readonly GazetteerPlace[]]>;
}

/** Columns of places.tsv, in order. */
const COLUMN = {
  id: 0,
  kind: 1,
  name: 2,
  asciiName: 3,
  country: 4,
  admin1: 5,
  latitude: 6,
  longitude: 7,
  population: 8,
  aliases: 9,
};

const REGION_CODE = /^[A-Z]{2,3}$/;
const COUNTRY_CODE_3 = /^[A-Z]{3}$/;

interface Row {
  readonly place: GazetteerPlace;
  readonly names: readonly string[];
  readonly codes: readonly string[];
}

/** `rows` are the lines of places.tsv without its head, split at tabs. */
export function createGazetteer(rows: Iterable<readonly string[]>, foldText: FoldText): Gazetteer {
  const byId = new Map<string, GazetteerPlace>();
  const byName = new Map<string, GazetteerPlace[]>();
  const byCode = new Map<string, GazetteerPlace[]>();
  let longestWords = 1;
  for (const cells of rows) {
    const { place, names, codes } = readRow(cells);
    byId.set(place.id, place);
    for (const name of new Set(names.map(foldText))) {
      append(byName, name, place);
      longestWords = Math.max(longestWords, name.split(' ').length);
    }
    for (const code of new Set(codes)) append(byCode, code, place);
  }
  return {
    byId,
    named: (folded) => byName.get(folded) ?? [],
    coded: (code) => byCode.get(code) ?? [],
    longestWords,
    names: () => byName,
  };
}

function append(map: Map<string, GazetteerPlace[]>, key: string, place: GazetteerPlace): void {
  const places = map.get(key);
  if (places === undefined) map.set(key, [place]);
  else places.push(place);
}

function readRow(cells: readonly string[]): Row {
  const cell = (column: number): string => cells[column] ?? '';
  const kind = cell(COLUMN.kind) as GazetteerPlace['kind'];
  const admin1 = cell(COLUMN.admin1);
  const place: GazetteerPlace = {
    id: cell(COLUMN.id),
    kind,
    name: cell(COLUMN.name),
    countryCode: cell(COLUMN.country),
    regionCode: admin1 === '' ? null : admin1,
    latitude: Number(cell(COLUMN.latitude)),
    longitude: Number(cell(COLUMN.longitude)),
    population: Number(cell(COLUMN.population)),
  };
  const aliases = cell(COLUMN.aliases) === '' ? [] : cell(COLUMN.aliases).split('|');
  const codes = codesOf(place, aliases);
  const names = [place.name, cell(COLUMN.asciiName), ...aliases.filter((alias) => !codes.includes(alias))];
  return { place, names, codes: place.kind === 'country' ? [place.countryCode, ...codes] : codes };
}

/** The table ends a country's aliases with its code of three letters; a region's short aliases are its codes. */
function codesOf(place: GazetteerPlace, aliases: readonly string[]): readonly string[] {
  if (place.kind === 'region') return aliases.filter((alias) => REGION_CODE.test(alias));
  const last = aliases.at(-1) ?? '';
  return place.kind === 'country' && COUNTRY_CODE_3.test(last) ? [last] : [];
}
