/** Tells whether the gazetteer of data/facts knows a location text such as "Austin, TX" or "Lyon, France". */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

type Row = readonly string[];

const namesOf = (row: Row): readonly string[] => [row[2] ?? '', row[3] ?? '', ...(row[9] ?? '').split('|')];

export function readPlaces(): (location: string) => boolean {
  const file = new URL('../../data/facts/places.tsv.gz', import.meta.url);
  const rows = gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));
  const countries = new Map(
    rows.filter((row) => row[1] === 'country').flatMap((row) => namesOf(row).map((name) => [name, row[4] ?? ''])),
  );
  const regions = new Map(
    rows
      .filter((row) => row[1] === 'region')
      .flatMap((row) => namesOf(row).map((name) => [`${row[4]}/${name}`, row[5] ?? ''])),
  );
  const towns = new Set(
    rows
      .filter((row) => row[1] === 'city')
      .flatMap((row) => namesOf(row).flatMap((name) => [`${name}/${row[4]}`, `${name}/${row[4]}/${row[5]}`])),
  );
  return (location) => {
    const parts = location.split(', ');
    const [town = ''] = parts;
    const last = parts[parts.length - 1] ?? '';
    const country = countries.get(last);
    if (parts.length === 1) return country !== undefined;
    if (parts.length === 3) return towns.has(`${town}/${country}/${regions.get(`${country}/${parts[1]}`)}`);
    return country === undefined
      ? towns.has(`${town}/US/${regions.get(`US/${last}`)}`)
      : towns.has(`${town}/${country}`);
  };
}
