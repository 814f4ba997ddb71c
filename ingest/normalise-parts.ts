/** Parts that jobs and people share: places, companies, enumerations, lists, ids and versions. */

import { foldText } from '../models/text.ts';
import { stableId } from '../runtime/ids.ts';
import type { Company, Place, Seniority, TandemDocument, Vertical } from '../stores/documents.ts';
import type { Facts } from '../stores/facts.ts';
import { cleanLine } from './clean-text.ts';

/** What a line says about a name or place: the name alone or an object with it. */
type Named = string | { readonly name: string } | null | undefined;

const LEGAL_FORMS = /(?: (?:inc|incorporated|llc|llp|ltd|limited|plc|corp|corporation|gmbh|ag|sarl|sas|bv|pty))+$/;

const ID_LETTERS: Readonly<Record<Vertical, string>> = { jobs: 'j', people: 'p' };

/** The same when the document is ingested again; `source` says whose id it is, and `tenant` whose source. */
export function documentId(vertical: Vertical, source: string, externalId: string, tenant?: string): string {
  // JSON has no zero character, which parts the others: no document of a tenant can have the id of one of nobody.
  const parts = tenant === undefined ? [source, externalId] : [JSON.stringify([tenant, source, externalId])];
  return `${ID_LETTERS[vertical]}${stableId(...parts)}`;
}

/** Everybody who knows the name makes the same id; legal forms ("Inc.", "GmbH") do not change it. */
export function companyId(name: string): string {
  const folded = foldText(name);
  return `c${stableId(folded.replace(LEGAL_FORMS, '') || folded || name)}`;
}

export function companyOf(raw: Named): Company | null {
  const name = cleanLine((typeof raw === 'string' ? raw : raw?.name) ?? '');
  return name === null ? null : { id: companyId(name), name };
}

export interface RawPlace {
  readonly name: string;
  readonly countryCode?: string | null | undefined;
  readonly latitude?: number | null | undefined;
  readonly longitude?: number | null | undefined;
}

/** The place as written, with the gazetteer's id and country, and the coordinates of a town; the line's own coordinates win. */
export function placeOf(raw: string | RawPlace, facts: Facts): Place | null {
  const said: RawPlace = typeof raw === 'string' ? { name: raw } : raw;
  const name = cleanLine(said.name);
  if (name === null) return null;
  const known = facts.findPlace(name) ?? facts.findSurroundings(name);
  // The middle of a region or country is no place to be near to.
  const town = known?.kind === 'city' ? known : null;
  return {
    id: known?.id ?? null,
    name,
    countryCode: said.countryCode?.toUpperCase() ?? known?.countryCode ?? null,
    latitude: said.latitude ?? town?.latitude ?? null,
    longitude: said.longitude ?? town?.longitude ?? null,
  };
}

/** The list without blanks and repetitions (by folded form), as first written. */
export function distinctLines(raw: readonly (string | null | undefined)[] | null | undefined): readonly string[] {
  const byFolded = new Map<string, string>();
  for (const entry of raw ?? []) {
    const line = cleanLine(entry ?? '');
    if (line === null) continue;
    const folded = foldText(line) || line;
    if (!byFolded.has(folded)) byFolded.set(folded, line);
  }
  return [...byFolded.values()];
}

/** FULL-TIME, "Full time" and full_time are one value. */
export function enumName(raw: string | null | undefined): string {
  return (raw ?? '')
    .trim()
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
}

const SENIORITIES: ReadonlyMap<string, Seniority> = new Map([
  ['INTERNSHIP', 'INTERNSHIP'],
  ['INTERN', 'INTERNSHIP'],
  ['ENTRY', 'ENTRY'],
  ['ENTRY_LEVEL', 'ENTRY'],
  ['JUNIOR', 'ENTRY'],
  ['ASSOCIATE', 'ASSOCIATE'],
  ['MID_SENIOR', 'MID_SENIOR'],
  ['MID_SENIOR_LEVEL', 'MID_SENIOR'],
  ['SENIOR', 'MID_SENIOR'],
  ['DIRECTOR', 'DIRECTOR'],
  ['EXECUTIVE', 'EXECUTIVE'],
]);

export function seniorityOf(raw: string | null | undefined): Seniority | null {
  return SENIORITIES.get(enumName(raw)) ?? null;
}

/** All of it: what reads dates passes over words in brackets, which must not be kept. */
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?[+-]\d{2}:\d{2}$/;

/** RFC 3339 with offset; a date without a time is midnight UTC. The text was checked to be a date. */
export function momentOf(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null;
  return WITH_OFFSET.test(raw) ? raw : new Date(raw).toISOString();
}

/** Changes exactly when something that the document says changes. */
export function withVersion<T extends TandemDocument>(document: Omit<T, 'version'>): T {
  return { ...document, version: stableId(JSON.stringify(document)).slice(0, VERSION_LENGTH) } as T;
}

/** 96 bits of the hash. */
const VERSION_LENGTH = 16;
