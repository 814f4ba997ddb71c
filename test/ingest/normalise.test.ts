/** Lines become documents: places with ids, annual pay, one name for each enumeration, ids that stay. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findSkills } from '../../ingest/find-skills.ts';
import { normaliseJob } from '../../ingest/normalise-job.ts';
import { companyId } from '../../ingest/normalise-parts.ts';
import { normalisePerson } from '../../ingest/normalise-person.ts';
import { salaryOf } from '../../ingest/normalise-salary.ts';
import { parseDate, parseDates } from '../../ingest/parse-dates.ts';
import type { RawJob, RawPerson } from '../../ingest/validate.ts';
import { foldText } from '../../models/text.ts';
import { withoutContacts } from '../../runtime/contact-data.ts';
import { loadFacts } from '../../stores/facts-files.ts';

const facts = loadFacts(foldText);
const job = (raw: Partial<RawJob>, source = 'test') => normaliseJob({ id: '1', title: 'Cook', ...raw }, source, facts);
const person = (raw: Partial<RawPerson>) => normalisePerson({ id: '1', name: 'Ada', ...raw }, 'test', facts);

describe('a job', () => {
  test('keeps its id when it comes again with another text, and changes its version', () => {
    const [first, again, changed] = [job({}), job({}), job({ description: 'More.' })];
    expect(again).toEqual(first);
    expect(changed.id).toBe(first.id);
    expect(changed.version).not.toBe(first.version);
    expect(job({}, 'other').id).not.toBe(first.id);
    expect(first.id).toMatch(/^j[\w-]{20}$/);
  });

  test('has the place of the gazetteer under the name as written', () => {
    const [place] = job({ location: 'Austin, TX, US' }).locations;
    expect(place).toMatchObject({ id: 'geo:4671654', name: 'Austin, TX, US', countryCode: 'US' });
    expect(place?.latitude).toBeCloseTo(30.27, 1);
  });

  test('in an unknown town of a known region has the region and no coordinates', () => {
    expect(job({ location: 'Nowhere Known, TX' }).locations).toEqual([
      { id: 'region:US-TX', name: 'Nowhere Known, TX', countryCode: 'US', latitude: null, longitude: null },
    ]);
  });

  test('keeps the coordinates that its line states', () => {
    const places = job({ location: { name: 'Our Yard', countryCode: 'de', latitude: 1, longitude: 2 } }).locations;
    expect(places).toEqual([{ id: null, name: 'Our Yard', countryCode: 'DE', latitude: 1, longitude: 2 }]);
  });

  test('may have several places', () => {
    expect(job({ location: 'Berlin; Munich' }).locations.map((place) => place.name)).toEqual(['Berlin', 'Munich']);
    expect(job({ locations: ['Berlin', { name: 'Bern' }] }).locations.map((place) => place.countryCode)).toEqual([
      'DE',
      'CH',
    ]);
  });

  test.each([
    ['Remote', 'REMOTE', []],
    ['Remote, Germany', 'REMOTE', ['Germany']],
    ['Austin, TX (Remote)', 'REMOTE', ['Austin, TX']],
    ['Berlin or remote', 'REMOTE', ['Berlin']],
    ['ONSITE', 'ON_SITE', []],
    ['Hybrid', 'HYBRID', []],
    ['null', null, []],
    ['Paris', null, ['Paris']],
  ])('located in %j works %s in %j', (location, workplaceType, names) => {
    const { workplaceType: got, locations } = job({ location });
    expect([got, locations.map((place) => place.name)]).toEqual([workplaceType, names]);
  });

  test('believes the field about the workplace before the place', () => {
    expect(job({ location: 'Remote', remote: 'HYBRID' }).workplaceType).toBe('HYBRID');
    expect(job({ remote: 'ONSITE' }).workplaceType).toBe('ON_SITE');
    expect(job({ remote: true }).workplaceType).toBe('REMOTE');
  });

  test.each([
    ['CONTRACT', 'CONTRACTOR'],
    ['INTERNSHIP', 'INTERN'],
    ['Full-time', 'FULL_TIME'],
    ['Gig', 'OTHER'],
  ])('of type %s is %s', (employmentType, expected) => {
    expect(job({ employmentType }).employmentTypes).toEqual([expected]);
  });

  test('keeps the skills that it lists, once each, and else finds those it names', () => {
    expect(job({ skills: ['C++', ' c++ ', null, ''], description: 'Python' }).skills).toEqual(['C++']);
    expect(job({ description: 'Uses Python and Microsoft Excel.' }).skills).toEqual(['Python', 'Microsoft Excel']);
  });

  test('has dates with an offset', () => {
    expect(job({ postedAt: '2026-03-01' }).postedAt).toBe('2026-03-01T00:00:00.000Z');
    expect(job({ postedAt: '2026-03-01T09:00:00+01:00' }).postedAt).toBe('2026-03-01T09:00:00+01:00');
    expect(job({}).postedAt).toBeNull();
  });
});

test('a company has one id under all spellings of its name', () => {
  const id = companyId('LanceSoft, Inc.');
  expect(id).toMatch(/^c[\w-]{20}$/);
  for (const name of ['LANCESOFT', 'Lancesoft Inc', 'LanceSoft,  inc.']) expect(companyId(name)).toBe(id);
  expect(companyId('LanceSoft Labs')).not.toBe(id);
  expect(companyId('株式会社')).not.toBe(companyId('有限会社'));
});

describe('pay', () => {
  test.each([
    ['hour', 20, 41_600],
    ['DAY', 100, 26_000],
    ['WEEK', 1_000, 52_000],
    ['MONTHLY', 3_000, 36_000],
    ['YEAR', 50_000, 50_000],
    [null, 50_000, 50_000],
  ])('per %s of %d is %d a year', (period, minimum, annualMinimum) => {
    expect(salaryOf({ minimum, currency: 'eur', period })).toMatchObject({
      minimum,
      maximum: null,
      currency: 'EUR',
      annualMinimum,
      annualMaximum: null,
    });
  });

  test('with its ends in the wrong order is turned round, and without ends is none', () => {
    expect(salaryOf({ minimum: 9, maximum: 3, currency: 'EUR' })).toMatchObject({ minimum: 3, maximum: 9 });
    expect(salaryOf({ minimum: null, currency: 'EUR' })).toBeNull();
    expect(salaryOf(null)).toBeNull();
  });
});

describe('pay of a job', () => {
  const description = 'Feeds the owls. Pay: $19 - $23 per hour.';

  test('is that of its field before that of its text', () => {
    const salary = { minimum: 44_000, currency: 'USD', period: 'YEAR' };
    expect(job({ description, location: 'Austin, TX', salary }).salary).toMatchObject({
      minimum: 44_000,
      period: 'YEAR',
    });
    expect(job({ description, location: 'Austin, TX', salary }).salary).not.toHaveProperty('readFrom');
  });

  test('is read from the text, with the words that state it, in the currency of the place', () => {
    expect(job({ description, location: 'Austin, TX' }).salary).toEqual({
      minimum: 19,
      maximum: 23,
      currency: 'USD',
      period: 'HOUR',
      annualMinimum: 39_520,
      annualMaximum: 47_840,
      readFrom: '$19 - $23 per hour',
    });
  });

  test('in dollars of nobody knows which country is not known', () => {
    expect(job({ description, locations: ['Austin, TX', 'Toronto, Canada'] }).salary).toBeNull();
    expect(job({ description }).salary).toBeNull();
  });
});

describe('skills in a text', () => {
  test.each([
    ['Knows Python, SQL and Node.js.', ['Python', 'SQL', 'Node.js']],
    ['Excel in a lean team and go home early; react fast.', []],
    ['Tools: Go, Excel, React', ['Go', 'Excel', 'React']],
    ['machine learning with scikit-learn', ['machine learning', 'scikit-learn']],
    ['We build in Python. Python again.', ['Python']],
    ['java and sql in lower case', []],
  ])('%j names %j', (text, skills) => {
    expect(findSkills(text, facts)).toEqual(skills);
  });
});

describe('dates of a position', () => {
  test.each([
    ['July 2011 to November 2012', '2011-07', '2012-11'],
    ['Mar 2006 - Current', '2006-03', null],
    ['10/2012 to 11/2015', '2012-10', '2015-11'],
    ['2009', '2009', '2009'],
    ['Sept. 5, 2014 – Present', '2014-09', null],
    ['2014-02 to 2015-10-01', '2014-02', '2015-10'],
    ['long ago', null, null],
  ])('%j run from %s to %s', (text, startDate, endDate) => {
    expect(parseDates(text)).toEqual({ startDate, endDate });
  });

  test('alone may be open', () => {
    expect([parseDate('2014-02-01'), parseDate('present'), parseDate(null), parseDate('May 2014')]).toEqual([
      '2014-02-01',
      null,
      null,
      '2014-05',
    ]);
  });
});

describe('a person', () => {
  test('is stored without contact data anywhere', () => {
    const contact = 'ada@example.org +41 79 123 45 67 https://example.org';
    const document = person({
      name: `Ada ${contact}`,
      headline: `Cook ${contact}`,
      summary: contact,
      skills: [contact, 'salt'],
      work: [{ title: `Chef ${contact}`, company: 'Inn', summary: contact }],
      education: [{ school: `School ${contact}` }],
      certifications: [contact],
      languages: [contact],
    });
    expect(JSON.stringify(document)).not.toMatch(/@|79 123|https?:/);
    expect(document).toMatchObject({
      displayName: 'Ada',
      headline: 'Cook',
      summary: null,
      skills: ['salt'],
      certifications: [],
    });
  });

  test('has no contact data in any string but the id of its source', () => {
    const contact = fc.constantFrom(
      'ada@example.org',
      '+49 151 12345678',
      '5125551234',
      '0151 23456789',
      'www.ada.example',
      '+33 6 12 34 56 78',
    );
    const word = fc.constantFrom('cook', 'Bern', '\n', '<b>', '\u0000', ' ', '2014 - 2016', '55', ',');
    const text = fc.array(fc.oneof(contact, word), { maxLength: 6 }).map((parts) => parts.join(' '));
    const raw = fc.record({
      id: fc.oneof(contact, fc.constant('1')),
      name: text,
      headline: text,
      summary: text,
      location: fc.oneof(text, fc.record({ name: text, countryCode: fc.constant('CH') })),
      work: fc.array(
        fc.record({
          title: text,
          company: fc.oneof(text, fc.record({ name: text })),
          location: text,
          dates: text,
          summary: text,
        }),
        { maxLength: 2 },
      ),
      education: fc.array(fc.record({ institution: text, area: text, studyType: text, year: text, endDate: text }), {
        maxLength: 2,
      }),
      skills: fc.array(text, { maxLength: 3 }),
      languages: fc.array(text, { maxLength: 3 }),
      certifications: fc.array(text, { maxLength: 3 }),
      function: text,
      updatedAt: fc.constantFrom('2026-03-01T09:00:00+01:00', 'Jan 1 2020 09:00:00 (ada@example.org) GMT+01:00'),
    });
    const stringsOf = (value: unknown, name = ''): readonly string[] => {
      if (['id', 'externalId', 'version'].includes(name)) return [];
      if (typeof value === 'string') return [value];
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, entry]) => stringsOf(entry, key));
    };
    fc.assert(
      fc.property(raw, text, (line, source) => {
        for (const string of stringsOf(normalisePerson(line, source, facts))) {
          expect(string).not.toMatch(/@|www|12345678|5551234|23456789/);
          expect(withoutContacts(string)).toBe(string);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('whose name is nothing but contact data is shown without a name', () => {
    expect(person({ id: 'ada@example.org', name: 'ada@example.org' }).displayName).toBe('Name withheld');
  });

  test('is read from the fields of the files and of the product alike', () => {
    const fromFile = person({
      experience: [{ title: 'Chef', company: 'Inn', dates: 'May 2014 - Present', description: 'Cooks.' }],
    });
    const own = person({
      work: [{ title: 'Chef', company: { name: 'Inn' }, startDate: '2014-05', endDate: null, summary: 'Cooks.' }],
    });
    expect(fromFile).toEqual(own);
    expect(fromFile.work[0]).toMatchObject({ startDate: '2014-05', endDate: null });
  });

  test('without a headline has the title of the newest position', () => {
    expect(person({ work: [{ title: 'Chef' }, { title: 'Cook' }] }).headline).toBe('Chef');
  });

  test('keeps no empty positions or schools', () => {
    const { work, education } = person({
      work: [{ title: ' ' }],
      education: [{ degree: null }, { degree: 'MBA', year: 2014 }],
    });
    expect(work).toEqual([]);
    expect(education).toEqual([{ institution: null, area: null, studyType: 'MBA', startDate: null, endDate: '2014' }]);
  });
});
