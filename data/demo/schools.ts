/** Universities by country, from the fact tables. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

function readSchools(): ReadonlyMap<string, readonly string[]> {
  const text = gunzipSync(readFileSync(new URL('../facts/schools.tsv.gz', import.meta.url))).toString('utf8');
  const schools = new Map<string, string[]>();
  for (const line of text.split('\n').slice(1)) {
    const [name, country] = line.split('\t');
    if (name === undefined || country === undefined) continue;
    schools.set(country, [...(schools.get(country) ?? []), name]);
  }
  return schools;
}

let cached: ReadonlyMap<string, readonly string[]> | null = null;

/** Names of universities; the country is spelled as in schools.tsv. */
export function schoolsOf(country: string): readonly string[] {
  cached ??= readSchools();
  const found = cached.get(country);
  if (found === undefined)
    throw new Error(`schoolsOf: expected a country of schools.tsv, got ${country}; set schoolCountry`);
  return found;
}
