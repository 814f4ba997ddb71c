/** Checks how what was read from a text is compared with its gold. */
import { describe, expect, it } from 'vitest';
import { createSameValue } from '../../evaluation/facet-values.ts';
import { type Answered, countFacets, reportOf } from '../../evaluation/understanding.ts';
import type { GoldFacet, GoldQuery } from '../../evaluation/understanding-files.ts';
import { contentStems, foldText, stem } from '../../models/text.ts';
import { withoutLegalForm } from '../../search/understand/knowledge.ts';
import { loadFacts } from '../../stores/facts-files.ts';

const isSame = createSameValue({ facts: loadFacts(foldText), foldText, stem, withoutLegalForm });

describe('values of a field', () => {
  it('are the same in plural, as abbreviation and as another title of the occupation', () => {
    expect(isSame('title', 'accountants', 'Accountant')).toBe(true);
    expect(isSame('title', 'RN', 'registered nurse')).toBe(true);
    expect(isSame('title', 'registered nurse', 'diesel mechanic')).toBe(false);
  });

  it('are the same place under other names, but not another place', () => {
    expect(isSame('location', 'NYC', 'New York City')).toBe(true);
    expect(isSame('location', 'Bern', 'Berlin')).toBe(false);
  });

  it('are the same in the names of the files and of the graph', () => {
    expect(isSame('employmentType', 'contract', 'CONTRACTOR')).toBe(true);
    expect(isSame('workplace', 'onsite', 'ON_SITE')).toBe(true);
    expect(isSame('seniority', 'mid_senior', 'ENTRY')).toBe(false);
  });
});

const stated = (field: string, value: string): GoldFacet => ({ field, value, isNegated: false });
const unwanted = (field: string, value: string): GoldFacet => ({ field, value, isNegated: true });

describe('counting facets', () => {
  it('meets a gold value once, however often it is read', () => {
    const counts = countFacets(
      [stated('title', 'nurse')],
      [stated('title', 'nurse'), stated('title', 'nurses')],
      isSame,
    );
    expect(counts).toEqual([
      { field: 'title', gold: 1, read: 1, right: 1 },
      { field: 'title', gold: 0, read: 1, right: 0 },
    ]);
  });

  it('takes what is unwanted for one field, whichever field it was read as', () => {
    const counts = countFacets([unwanted('industry', 'retail')], [unwanted('title', 'retail')], isSame);
    expect(counts).toEqual([{ field: 'negated', gold: 1, read: 1, right: 1 }]);
  });

  it('meets a level and a role in one value by both, and by none of them alone', () => {
    const level = { ...stated('seniority', 'MID_SENIOR'), sourceText: 'senior' };
    const gold = [stated('title', 'senior accountant')];
    const right = (...read: readonly GoldFacet[]): number =>
      countFacets(gold, read, isSame).filter((count) => count.field === 'title' && count.right === 1).length;
    expect(right(stated('title', 'accountant'), level)).toBe(1);
    expect(right(stated('title', 'accountant'))).toBe(0);
    expect(right(level)).toBe(0);
    expect(right(stated('title', 'accountant'), { ...level, sourceText: 'junior' })).toBe(0);
  });

  it('meets no wanted value by an unwanted one', () => {
    const counts = countFacets([stated('title', 'nurse')], [unwanted('title', 'nurse')], isSame);
    expect(counts.map(({ right }) => right)).toEqual([0, 0]);
  });
});

describe('the report', () => {
  const gold = (changes: Partial<GoldQuery>): GoldQuery => ({
    qid: 'q',
    text: 't',
    vertical: null,
    intent: null,
    route: null,
    safety: null,
    facets: null,
    ...changes,
  });
  const read = (intent: string, safety: string): Answered['read'] => ({ intent, route: 'HYBRID', safety, facets: [] });

  it('counts a refusal of anything but unsafe text as false', () => {
    const report = reportOf(
      [
        { gold: gold({ safety: 'UNSAFE' }), read: read('UNSAFE', 'UNSAFE') },
        { gold: gold({ safety: 'UNSAFE' }), read: read('JOBS', 'SAFE') },
        { gold: gold({ safety: 'CONTROVERSIAL' }), read: read('JOBS', 'CONTROVERSIAL') },
        { gold: gold({}), read: read('UNSAFE', 'UNSAFE') },
      ],
      isSame,
      contentStems,
    );
    expect([report.unsafeRecall, report.falseRefusals]).toEqual([0.5, 0.5]);
  });

  it('leaves out what a line has no gold for, and names the mistakes', () => {
    const report = reportOf(
      [
        { gold: gold({ intent: 'JOBS' }), read: read('JOBS', 'SAFE') },
        { gold: gold({ intent: 'NAME' }), read: read('JOBS', 'SAFE') },
        { gold: gold({}), read: read('JOBS', 'SAFE') },
      ],
      isSame,
      contentStems,
    );
    expect(report.intent).toEqual({
      count: 2,
      accuracy: 0.5,
      recall: { JOBS: 1, NAME: 0 },
      confusion: { 'NAME>JOBS': 1 },
    });
    expect(report.route).toBeNull();
    expect(report.facets).toBeNull();
  });
});
