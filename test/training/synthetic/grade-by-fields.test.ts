/** Fields decide a grade as the product policy does: the role first, then each condition met, open, nearly or broken. */

import { assert, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TandemDocument } from '../../../stores/documents.ts';
import { type Condition, excluded, wanted } from '../../../training/synthetic/asked.ts';
import { combinedGrade, gradeByFields } from '../../../training/synthetic/grade-by-fields.ts';
import { KINSHIPS, roleOf } from '../../../training/synthetic/roles.ts';
import { BERN, GENEVA, KNOWN, KOENIZ, LAKE_SCHOOL, MALMO, nurse, SWITZERLAND, TITLES, welder } from './tiny-world.ts';

const WELDER = roleOf('welder', TITLES);
const NURSE = roleOf('registered nurse', TITLES);
const graded = (condition: Condition, document: TandemDocument): number | null =>
  gradeByFields({ role: document.kind === 'job' ? WELDER : NURSE, demands: [wanted(condition)] }, document, KNOWN);
const gradedWithout = (condition: Condition, document: TandemDocument): number | null =>
  gradeByFields({ role: document.kind === 'job' ? WELDER : NURSE, demands: [excluded(condition)] }, document, KNOWN);

describe('the role alone', () => {
  const titled = (title: string): number | null =>
    gradeByFields({ role: WELDER, demands: [] }, welder({ title }), KNOWN);

  it('is perfect under its own name, whatever level or place stands beside it', () => {
    expect(titled('Senior Welder II (m/f)')).toBe(4);
  });

  it('is good under another name of the occupation or as a kind of it', () => {
    expect(titled('Metal Joiner')).toBe(3);
  });

  it('is fair as a sibling, poor in the same field, bad elsewhere', () => {
    expect([titled('Solderer'), titled('Quality Inspector'), titled('Ward Nurse')]).toEqual([2, 1, 0]);
  });

  it('gives no grade where the tables do not know the title', () => {
    expect(titled('Wizard of Light Bulb Moments')).toBeNull();
  });

  it('of the past is fair at most', () => {
    expect(gradeByFields({ role: WELDER, demands: [] }, nurse(), KNOWN)).toBe(2);
  });
});

describe('a condition', () => {
  it('on the place is met in the same town area, near in the country, broken abroad, open without a place', () => {
    const at = (places: readonly (typeof BERN)[]) =>
      graded({ kind: 'place', place: BERN }, welder({ locations: places }));
    expect([at([BERN]), at([KOENIZ]), at([GENEVA]), at([MALMO]), at([]), at([MALMO, BERN])]).toEqual([
      4, 4, 2, 1, 3, 4,
    ]);
  });

  it('on a country is met anywhere in it', () => {
    const at = (place: typeof BERN) => graded({ kind: 'place', place: SWITZERLAND }, welder({ locations: [place] }));
    expect([at(GENEVA), at(MALMO), at(SWITZERLAND)]).toEqual([4, 1, 4]);
  });

  it('on the place is met by remote work of the same country', () => {
    const remote = welder({ locations: [GENEVA], workplaceType: 'REMOTE' });
    expect(graded({ kind: 'place', place: BERN }, remote)).toBe(4);
  });

  it('on the employer allows nobody else, nor one that is not named', () => {
    const at = (company: { id: string; name: string } | null) =>
      graded({ kind: 'company', company: { id: 'smithy', name: 'Blue Smithy' } }, welder({ company }));
    expect([at({ id: 'smithy', name: 'Blue Smithy' }), at({ id: 'mill', name: 'Mill' }), at(null)]).toEqual([4, 1, 1]);
  });

  it('on pay counts what a posting pays at most, from its field or its text', () => {
    const pays = (annualMinimum: number, changes = {}) =>
      graded({ kind: 'pay', annualMinimum, currency: 'USD' }, welder(changes));
    expect([pays(60_000), pays(65_000), pays(75_000), pays(100_000)]).toEqual([4, 4, 2, 1]);
    expect(pays(60_000, { salary: null })).toBe(3);
    expect(pays(60_000, { salary: null, description: 'We pay $20 - $25 per hour.' })).toBe(1);
  });

  it('on the level is broken by little one step away', () => {
    const at = (seniority: 'ENTRY' | 'ASSOCIATE' | 'DIRECTOR' | null) =>
      graded({ kind: 'level', level: 'ENTRY' }, welder({ seniority }));
    expect([at('ENTRY'), at('ASSOCIATE'), at('DIRECTOR'), at(null)]).toEqual([4, 2, 1, 2]);
  });

  it('that is only a wish leaves a fair match when nothing answers it', () => {
    expect(graded({ kind: 'skill', skill: 'tig welding' }, welder())).toBe(4);
    expect(graded({ kind: 'skill', skill: 'Accounting' }, welder())).toBe(2);
  });

  it('on a school or a former trade of a person is met by it alone', () => {
    expect(graded({ kind: 'school', school: 'lake school' }, nurse())).toBe(4);
    expect(graded({ kind: 'school', school: 'Other School' }, nurse())).toBe(1);
    expect(graded({ kind: 'history', role: WELDER }, nurse())).toBe(4);
    expect(graded({ kind: 'history', role: WELDER }, nurse({ work: nurse().work.slice(0, 1) }))).toBe(2);
  });

  it('that rules something out is met by silence and broken by its presence', () => {
    expect(gradedWithout({ kind: 'work', work: 'management' }, welder())).toBe(4);
    expect(gradedWithout({ kind: 'work', work: 'weekends' }, welder({ description: 'Some weekends.' }))).toBe(1);
    expect(gradedWithout({ kind: 'place', place: MALMO }, welder({ locations: [] }))).toBe(4);
    expect(gradedWithout({ kind: 'place', place: BERN }, welder())).toBe(1);
  });

  it('alone makes the need when no role is named', () => {
    const demands = [wanted({ kind: 'company', company: { id: 'smithy', name: 'Blue Smithy' } })];
    expect(gradeByFields({ role: null, demands }, welder(), KNOWN)).toBe(4);
    expect(gradeByFields({ role: null, demands }, welder({ company: { id: 'mill', name: 'Mill' } }), KNOWN)).toBe(0);
  });
});

describe('never', () => {
  /** The same condition, met by the first of each row and broken by the second. */
  const ROWS: readonly (readonly [Condition, TandemDocument, TandemDocument])[] = [
    [{ kind: 'place', place: BERN }, welder(), welder({ locations: [MALMO] })],
    [{ kind: 'type', type: 'FULL_TIME' }, welder(), welder({ employmentTypes: ['PART_TIME'] })],
    [{ kind: 'workplace', workplace: 'ON_SITE' }, welder(), welder({ workplaceType: 'REMOTE' })],
    [{ kind: 'level', level: 'ENTRY' }, welder(), welder({ seniority: 'EXECUTIVE' })],
    [
      { kind: 'company', company: { id: 'smithy', name: 'Blue Smithy' } },
      welder(),
      welder({ company: { id: 'x', name: 'X' } }),
    ],
    [{ kind: 'years', minimum: 8 }, nurse(), nurse({ yearsExperience: 2 })],
    [
      { kind: 'school', school: 'Lake School' },
      nurse(),
      nurse({ education: [{ ...LAKE_SCHOOL, institution: 'Hill School' }] }),
    ],
  ];
  const roles = ['welder', 'metal joiner', 'solderer', 'quality inspector', 'registered nurse'];

  it('has a document that breaks a condition more than one that meets it, asked for or ruled out', () => {
    const anyRow = constantFrom(...ROWS);
    assert(
      property(anyRow, constantFrom(...roles), anyRow, ([condition, met, broken], title, [beside]) => {
        const role = roleOf(title, TITLES);
        for (const demands of [[wanted(condition)], [wanted(condition), wanted(beside)]]) {
          const [high, low] = [met, broken].map((document) => gradeByFields({ role, demands }, document, KNOWN));
          expect(high ?? 0).toBeGreaterThanOrEqual(low ?? 0);
        }
        const [low, high] = [met, broken].map((document) =>
          gradeByFields({ role, demands: [excluded(condition)] }, document, KNOWN),
        );
        expect(high ?? 0).toBeGreaterThanOrEqual(low ?? 0);
      }),
    );
  });

  it('do more blemishes or a farther role better the grade', () => {
    const count = integer({ min: 0, max: 3 });
    const anyBlemishes = record({ broken: count, near: count, openPoints: count, open: count });
    const kinds = constantFrom('broken', 'near', 'openPoints', 'open' as const);
    assert(
      property(constantFrom(...KINSHIPS), anyBlemishes, kinds, (kinship, blemishes, kind) => {
        const grade = combinedGrade(kinship, blemishes);
        expect(combinedGrade(kinship, { ...blemishes, [kind]: blemishes[kind] + 1 })).toBeLessThanOrEqual(grade);
        const farther = KINSHIPS[KINSHIPS.indexOf(kinship) + 1];
        if (farther) expect(combinedGrade(farther, blemishes)).toBeLessThanOrEqual(grade);
      }),
    );
  });
});
