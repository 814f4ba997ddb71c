/** The fact tables answer what people mean by a place, a title, a skill or an abbreviation. */
import { describe, expect, test } from 'vitest';
import { foldText } from '../../models/text.ts';
import { loadFacts } from '../../stores/facts-files.ts';

const facts = loadFacts(foldText);

describe('findPlace', () => {
  test.each([
    ['Paris', 'Paris, France'],
    ['paris, TX', 'Paris, TX'],
    ['Austin, TX', 'Austin, TX'],
    ['austin texas', 'Austin, TX'],
    ['Lyon, France', 'Lyon, France'],
    ['LYON FRANCE', 'Lyon, France'],
    ['New York City Metropolitan Area', 'New York City, NY'],
    ['New York, NY', 'New York City, NY'],
    ['London, England, United Kingdom', 'London, United Kingdom'],
    ['London, Ontario', 'London, Canada'],
    ['Greater Boston', 'Boston, MA'],
    ['Greater Seattle Area', 'Seattle, WA'],
    ['San Francisco Bay Area', 'San Francisco, CA'],
    ['Dallas-Fort Worth Metroplex', 'Dallas, TX'],
    ['Makati City, National Capital Region (NCR), Philippines', 'Makati City, Philippines'],
    ['Bengaluru, Karnataka, India', 'Bengaluru, India'],
    ['Zürich', 'Zürich, Switzerland'],
    ['zurich', 'Zürich, Switzerland'],
    ['são paulo', 'São Paulo, Brazil'],
    ['Washington, DC', 'Washington, DC'],
    ['Bavaria', 'Bavaria, Germany'],
    ['Ontario', 'Ontario, Canada'],
    ['Washington State', 'Washington, United States'],
    ['Singapore', 'Singapore'],
    ['TX', 'Texas, United States'],
    ['uk', 'United Kingdom'],
    ['U.S.A.', 'United States'],
    ['usa', 'United States'],
  ])('reads %j as %s', (text, label) => {
    const place = facts.findPlace(text);
    expect(place === null ? null : facts.placeLabel(place)).toBe(label);
  });

  test.each(['', ' ', ',', 'in', 'and', 'nurse', 'Remote', 'Lyon, Texas', '()'])('finds no place in %j', (text) => {
    expect(facts.findPlace(text)).toBeNull();
  });

  test.each([
    ['Nowhere Known, TX', 'Texas, United States'],
    ['Somewhere, Germany', 'Germany'],
    ['Nowhere, Springfield', null],
    ['Nowhere', null],
  ])('reads what is around an unknown name in %j as %s', (text, label) => {
    const place = facts.findSurroundings(text);
    expect(place === null ? null : facts.placeLabel(place)).toBe(label);
  });

  test('takes the larger of two towns of one name', () => {
    expect(facts.findPlace('Birmingham')?.countryCode).toBe('GB');
    expect(facts.findPlace('Birmingham, AL')?.countryCode).toBe('US');
  });
});

test('a place lies in its region and country, and is found by its id', () => {
  const austin = facts.findPlace('Austin, TX');
  if (austin === null) throw new Error('expected Austin in the gazetteer, got nothing');
  expect(facts.placesAround(austin).map((place) => place.id)).toEqual(['region:US-TX', 'country:US']);
  expect(facts.placeById(austin.id)).toBe(austin);
  expect(facts.placeById('none')).toBeNull();
});

test('titles, skills and abbreviations are found by their folded form', () => {
  expect(facts.isTitle('registered nurse')).toBe(true);
  expect(facts.isTitle('registered nonsense')).toBe(false);
  expect(facts.findSkill('node js')).toBe('Node.js');
  expect(facts.findSkill('c++')).toBe('C++');
  expect(facts.findDistinctSkill('microsoft excel')).toBe('Microsoft Excel');
  expect(facts.findDistinctSkill('reporting software')).toBeNull();
  expect(facts.expand('rn')).toBe('registered nurse');
  expect(facts.expand('registered')).toBeNull();
});

test('a missing table is named with the way to get it', () => {
  expect(() => loadFacts(foldText, '/nowhere')).toThrow(
    'places.tsv.gz, found none; get it with "git checkout data/facts"',
  );
});

describe('industries', () => {
  test.each([
    ['hospitals and health care', ['hospital', 'healthcare']],
    ['staffing agency', ['recruitment']],
    ['primary and secondary education', ['education']],
    ['higher education', ['higher education']],
    ['toys', []],
  ])('%j names %j, the longest names first, and keeps itself', (line, named) => {
    expect(new Set(facts.industryLabels(line))).toEqual(new Set([line, ...named]));
  });

  test('one text is one name of an industry, or none', () => {
    expect(facts.findIndustry('banks')).toBe('banking');
    expect(facts.findIndustry('a bank in town')).toBeNull();
  });
});
