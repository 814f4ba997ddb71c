/** The fact tables: every file is there, has its columns, and knows what a reader would look up first. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

function readTable(name: string): readonly Readonly<Record<string, string>>[] {
  const bytes = readFileSync(new URL(`../../data/facts/${name}`, import.meta.url));
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    if (cells.length !== columns.length) throw new Error(`${name}: expected ${columns.length} cells, got ${line}`);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
  });
}

describe('places.tsv.gz', () => {
  const places = readTable('places.tsv.gz');
  const byId = new Map(places.map((place) => [place.id, place]));

  it('has one row an id', () => expect(byId.size).toBe(places.length));

  it('knows Lyon, Texas and the United States by the names people use', () => {
    expect(byId.get('geo:2996944')).toMatchObject({ name: 'Lyon', countryCode: 'FR', kind: 'city' });
    expect(byId.get('region:US-TX')?.name).toBe('Texas');
    expect(byId.get('country:US')?.aliases?.split('|')).toContain('USA');
    expect(byId.get('geo:5128581')?.aliases?.split('|')).toContain('NYC');
  });

  it('puts every town on the globe', () => {
    const isOnGlobe = (row: Readonly<Record<string, string>>) =>
      Math.abs(Number(row.latitude)) <= 90 && Math.abs(Number(row.longitude)) <= 180 && Number(row.population) >= 0;
    expect(places.filter((row) => row.kind === 'city' && !isOnGlobe(row))).toEqual([]);
  });
});

describe('titles, skills and abbreviations', () => {
  it('leads titles to occupations that exist', () => {
    const codes = new Set(readTable('occupations.tsv.gz').map((row) => row.code));
    const titles = readTable('titles.tsv.gz');
    expect(titles.filter((row) => !codes.has(row.code)).length).toBe(0);
    expect(titles.filter((row) => row.title === 'registered nurse').map((row) => row.code)).toContain('29-1141.00');
  });

  it('leads titles that O*NET lacks to its occupations, each once', () => {
    const codes = new Set(readTable('occupations.tsv.gz').map((row) => row.code));
    const own = readTable('common-titles.tsv');
    const known = new Set(readTable('titles.tsv.gz').map((row) => `${row.title} ${row.code}`));
    expect(own.filter((row) => !codes.has(row.code) || known.has(`${row.title} ${row.code}`))).toEqual([]);
    expect(new Set(own.map((row) => row.title)).size).toBe(own.length);
    expect(own.map((row) => row.title)).toContain('lorry driver');
  });

  it('names each skill once, whatever its case', () => {
    const names = readTable('skills.tsv.gz').map((row) => row.name?.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('kubernetes');
  });

  it('spells abbreviations out', () => {
    const meaning = new Map(readTable('abbreviations.tsv').map((row) => [row.abbreviation, row.meaning]));
    expect(meaning.get('RN')).toBe('registered nurse');
    expect(meaning.size).toBeGreaterThanOrEqual(100);
  });
});
