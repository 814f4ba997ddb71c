/** The demo corpus: size, variety, repeatability, honesty of its facts. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { COUNTRIES } from '../../data/demo/countries.ts';
import { FAMILIES } from '../../data/demo/families.ts';
import { itemsOf } from '../../data/demo/family.ts';
import { generateJobs, generatePeople } from '../../data/demo/generate.ts';
import { wordCount } from '../../data/demo/grammar.ts';
import type { JobLine } from '../../data/demo/lines.ts';
import { sectorById } from '../../data/demo/sectors.ts';
import { readPlaces } from '../helpers/read-places.ts';

const jobs = [...generateJobs()];
const people = [...generatePeople()];
const jobTexts = jobs.map((job) => `${job.title}\n${job.description}`);
const peopleTexts = people.map((person) => JSON.stringify(person));

const hashOf = (lines: readonly unknown[]) => createHash('sha256').update(JSON.stringify(lines)).digest('hex');

/** Pay per year in US dollars. */
function yearlyUsd(job: JobLine, amount: number): number {
  const perYear = { HOUR: 2080, MONTH: 12, YEAR: 1 }[job.salary?.period ?? 'YEAR'];
  const rate = COUNTRIES.find((country) => country.currency === job.salary?.currency)?.rate ?? Number.NaN;
  return (amount * perYear) / rate;
}

const withoutNumbers = (job: JobLine) =>
  [job.company, job.title, job.location, job.description.replace(/\d+/g, '#')].join('\n');

describe('the size of the demo', () => {
  it('is at least 6,500 jobs and 2,100 people of 80 or more families', () => {
    expect(jobs.length).toBeGreaterThanOrEqual(6500);
    expect(people.length).toBeGreaterThanOrEqual(2100);
    expect(FAMILIES.length).toBeGreaterThanOrEqual(90);
    expect(new Set(FAMILIES.map((family) => family.id)).size).toBe(FAMILIES.length);
  });

  it('gives employers several jobs each and lets many of them offer remote work', () => {
    const companies = new Set(jobs.map((job) => job.company));
    expect(jobs.length / companies.size).toBeGreaterThanOrEqual(5);
    const remote = new Set(jobs.filter((job) => job.remote === 'REMOTE').map((job) => job.company));
    expect(remote.size).toBeGreaterThanOrEqual(100);
  });
});

describe('the families', () => {
  it('name sectors and earlier families that exist', () => {
    const ids = new Set(FAMILIES.map((family) => family.id));
    for (const family of FAMILIES) {
      for (const sector of family.sectors.split(' ')) expect(sectorById(sector.split('*')[0] ?? '').id).toBeTruthy();
      for (const id of (family.before ?? '').split(' ').filter(Boolean)) expect(ids, family.id).toContain(id);
    }
  });

  it('have titles, skills and eight or more duties in several phrasings', () => {
    for (const family of FAMILIES) {
      expect(family.duties.length, family.id).toBeGreaterThanOrEqual(8);
      expect(itemsOf(family.skills).length, family.id).toBeGreaterThanOrEqual(6);
      expect(Object.values(family.titles).flatMap(itemsOf).length, family.id).toBeGreaterThanOrEqual(3);
      for (const duty of family.duties) expect(itemsOf(duty).length, `${family.id}: ${duty}`).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('the texts of the demo', () => {
  it('are never equal and between 80 and 260 words long', () => {
    expect(new Set(jobs.map((job) => job.description)).size).toBe(jobs.length);
    const lengths = jobs.map((job) => wordCount(job.description));
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(80);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(260);
    expect(new Set(people.map((person) => person.name)).size).toBe(people.length);
    expect(new Set(people.map((person) => JSON.stringify(person.experience))).size).toBe(people.length);
  });

  it('contain no left-over marks of the tables', () => {
    for (const text of [
      ...jobTexts,
      ...people.flatMap((person) => [person.summary, ...person.experience.map((line) => line.description)]),
    ]) {
      expect(text).not.toMatch(/[{}@|]|\*\S|undefined|NaN/);
    }
  });

  it('contain no contact data', () => {
    for (const text of [...jobTexts, ...peopleTexts]) {
      expect(text).not.toMatch(/[\w.]+@[\w.]+\.\w+/);
      expect(text).not.toMatch(/\+\d[\d ()-]{6,}|\(\d{3}\) ?\d{3}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b/);
      expect(text.replace(/https:\/\/example\.com\/\S*/g, '')).not.toMatch(/https?:|www\./);
    }
  });

  it('carry accents and emoji as the world does', () => {
    expect(jobTexts.filter((text) => /[À-žḀ-ỹ]/.test(text)).length).toBeGreaterThan(300);
    expect(jobTexts.filter((text) => /\p{Extended_Pictographic}/u.test(text)).length).toBeGreaterThan(300);
  });

  it('repeat at least 20 postings with other numbers only', () => {
    const seen = new Map<string, number>();
    for (const job of jobs) seen.set(withoutNumbers(job), (seen.get(withoutNumbers(job)) ?? 0) + 1);
    expect([...seen.values()].filter((count) => count > 1).length).toBeGreaterThanOrEqual(20);
  });
});

describe('the facts of the demo', () => {
  it('place every document in a town or country of the gazetteer', () => {
    const knows = readPlaces();
    const places = [
      ...jobs.map((job) => job.location),
      ...people.flatMap((person) => [person.location, ...person.experience.map((line) => line.location)]),
    ];
    expect([...new Set(places)].filter((place) => !knows(place))).toEqual([]);
  });

  it('pay between 2,000 and 800,000 US dollars a year, and never backwards', () => {
    for (const job of jobs) {
      if (job.salary === null) continue;
      const { minimum, maximum } = job.salary;
      expect(minimum, job.id).toBeLessThanOrEqual(maximum);
      expect(yearlyUsd(job, minimum), job.id).toBeGreaterThan(2000);
      expect(yearlyUsd(job, maximum), job.id).toBeLessThan(800_000);
    }
  });

  it('post within the 90 days before the anchor and expire much later, if at all', () => {
    for (const job of jobs) {
      const age = Date.parse('2026-11-01T00:00:00Z') - Date.parse(job.postedAt);
      expect(age).toBeGreaterThanOrEqual(0);
      expect(age).toBeLessThanOrEqual(90 * 86_400_000);
      if (job.expiresAt !== null) expect(Date.parse(job.expiresAt)).toBeGreaterThan(Date.parse('2027-09-01T00:00:00Z'));
    }
  });

  it('tell careers newest first, without overlap', () => {
    const monthOf = (text: string) => (text === 'Present' ? Number.POSITIVE_INFINITY : Date.parse(`1 ${text} UTC`));
    for (const person of people) {
      const spans = person.experience.map((line) => line.dates.split(' to ').map(monthOf));
      for (const [from = 0, to = 0] of spans) expect(from, person.id).toBeLessThan(to);
      for (const [index, span] of spans.slice(1).entries())
        expect(span[1] ?? 0, person.id).toBeLessThanOrEqual(spans[index]?.[0] ?? 0);
    }
  });
});

describe('repeating the demo', () => {
  it('gives the same documents for the same seed', () => {
    expect(hashOf([...generateJobs()])).toBe(hashOf(jobs));
    expect(hashOf([...generatePeople()])).toBe(hashOf(people));
  });

  it('gives other documents for another seed', () => {
    const { value } = generateJobs(2).next();
    expect(value?.description).not.toBe(jobs[0]?.description);
  });
});
