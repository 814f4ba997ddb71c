/** Makes the fictional employers: as many of each sector as its jobs need, with a country and towns. */
import { COUNTRIES, type Country, countryByCode, SETTINGS } from './countries.ts';
import { itemsOf } from './family.ts';
import { fillNames, fillNumbers } from './grammar.ts';
import { namesOf } from './names.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import { type Sector, sectorById } from './sectors.ts';
import { COINED_NAMES, NAME_WORDS } from './vocabulary.ts';

export interface Town {
  readonly name: string;
  /** Two-letter region code where addresses carry one (United States, Canada). */
  readonly region: string | null;
  readonly country: Country;
}

export interface Employer {
  readonly name: string;
  readonly sector: Sector;
  readonly country: Country;
  readonly towns: readonly Town[];
  readonly about: string;
  readonly allowsRemote: boolean;
}

export type Employers = ReadonlyMap<string, readonly Employer[]>;

/** Jobs of one employer on average. */
const JOBS_PER_EMPLOYER = 8;

function townOf(text: string, country: Country): Town {
  const [name = text, region] = text.split(', ');
  return { name, region: region ?? null, country };
}

function townsOf(sector: Sector, random: Random): readonly Town[] {
  if (sector.setting === 'town' || sector.setting === 'rural') {
    const eligible = COUNTRIES.filter((country) => sector.setting === 'town' || country.villages !== undefined);
    const country = eligible[random.weighted(eligible.map((item) => item.weight))] ?? countryByCode('US');
    const list = sector.setting === 'rural' ? (country.villages ?? country.towns) : country.towns;
    return random.sample(itemsOf(list), random.pick([1, 1, 2, 2, 3, 4])).map((text) => townOf(text, country));
  }
  const settings = itemsOf(SETTINGS[sector.setting]);
  const [place = '', code = ''] = random.pick(settings).split('@');
  const home = countryByCode(code);
  const others = settings.filter((item) => item.endsWith(`@${code}`) && item !== `${place}@${code}`);
  const more = random.sample(others, random.int(0, 1)).map((item) => townOf(item.split('@')[0] ?? '', home));
  return [townOf(place, home), ...more];
}

function composeName(pattern: string, town: Town, random: Random): string {
  const culture = random.pick(itemsOf(town.country.cultures));
  const family = () => random.pick(namesOf(culture).last).replaceAll('-', ' ');
  return pattern.replace(/\{([wstc])\}/g, (_, kind: string) => {
    if (kind === 'w') return random.pick(NAME_WORDS);
    if (kind === 't') return random.pick(COINED_NAMES);
    return kind === 's' ? family() : town.name;
  });
}

function createEmployer(sector: Sector, random: Random, taken: Set<string>): Employer {
  const towns = townsOf(sector, random);
  const [home] = towns;
  if (home === undefined)
    throw new Error(`createEmployer: expected a town for sector ${sector.id}, got none; add towns`);
  let name = composeName(random.pick(itemsOf(sector.names)), home, random);
  for (let round = 0; taken.has(name) && round < 50; round++) {
    name = composeName(random.pick(itemsOf(sector.names)), home, random);
  }
  taken.add(name);
  const about = fillNames(fillNumbers(random.pick(itemsOf(sector.abouts)), random), { city: home.name });
  return { name, sector, country: home.country, towns, about, allowsRemote: sector.isFlexible && random.chance(0.75) };
}

/** Employers for the number of jobs of each sector; the same seed gives the same list. */
export function createEmployers(jobsBySector: ReadonlyMap<string, number>, seed: number): Employers {
  const taken = new Set<string>();
  const employers = new Map<string, readonly Employer[]>();
  for (const [id, jobs] of jobsBySector) {
    const sector = sectorById(id);
    const random = createRandom(seed, 'employers', id);
    const count = Math.max(3, Math.round(jobs / JOBS_PER_EMPLOYER));
    employers.set(
      id,
      Array.from({ length: count }, () => createEmployer(sector, random, taken)),
    );
  }
  return employers;
}

/** Location as postings write it. */
export function placeText(town: Town, random: Random): string {
  if (town.region !== null) return `${town.name}, ${town.region}${town.country.code === 'CA' ? ', Canada' : ''}`;
  if (town.country.code === 'GB') return `${town.name}, ${random.pick(['UK', 'United Kingdom'])}`;
  if (town.country.code === 'SG' || town.country.code === 'HK') return town.name;
  return `${town.name}, ${town.country.name.replace('The Netherlands', 'Netherlands')}`;
}
