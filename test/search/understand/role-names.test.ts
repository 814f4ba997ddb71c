/** Roles behind the names of kinds of work. */
import { describe, expect, it } from 'vitest';
import {
  isNamedRole,
  mayBeRole,
  roleOfWork,
  sharedRole,
  withLongEnd,
  withoutLastWord,
} from '../../../search/understand/role-names.ts';
import { testFacts } from '../../helpers/test-search.ts';

const TITLES = new Set(
  'nurse|recruiter|graphic designer|accountant|pharmacist|administrator|warehouse worker|medical coder'.split('|'),
);
const isTitle = (folded: string): boolean => TITLES.has(folded);

describe('a kind of work', () => {
  it('is done by the role of the tables that its words make', () => {
    expect(roleOfWork('nursing', isTitle)).toBe('nurse');
    expect(roleOfWork('recruitment', isTitle)).toBe('recruiter');
    expect(roleOfWork('accounting', isTitle)).toBe('accountant');
    expect(roleOfWork('pharmacy', isTitle)).toBe('pharmacist');
    expect(roleOfWork('administration', isTitle)).toBe('administrator');
    expect(roleOfWork('medical coding', isTitle)).toBe('medical coder');
    expect(roleOfWork('warehouse work', isTitle)).toBe('warehouse worker');
  });

  it('is done by a role that ends with one of the tables where they lack the whole', () => {
    expect(roleOfWork('ward nursing', isTitle)).toBe('ward nurse');
    const facts = testFacts();
    expect(roleOfWork('data science', facts.isTitle)).toBe('data scientist');
    expect(roleOfWork('shipping and receiving', facts.isTitle)).toBeNull();
    expect(roleOfWork('sales and marketing', facts.isTitle)).toBeNull();
  });

  it('that the tables know no role for stays as it is', () => {
    expect(roleOfWork('head of nursing', isTitle)).toBeNull();
    expect(roleOfWork('gardening', isTitle)).toBeNull();
  });

  it('that is a department leaves the role open', () => {
    const facts = testFacts();
    for (const department of ['sales', 'marketing', 'communications', 'public relations', 'it', 'management'])
      expect(roleOfWork(department, facts.isTitle), department).toBeNull();
    expect(roleOfWork('accounting', facts.isTitle)).toBe('accountant');
  });

  it('is no role itself, but what ends with one is', () => {
    expect(isNamedRole('nursing', isTitle)).toBe(false);
    expect(isNamedRole('endoscopy nurse', isTitle)).toBe(true);
  });
});

describe('a single word', () => {
  const { isTitle: isKnown } = testFacts();

  it('may be a role that the tables lack when it names who does something', () => {
    for (const word of ['midwife', 'scaffolder', 'counsellor', 'plumber'])
      expect(mayBeRole(word, isKnown), word).toBe(true);
  });

  it('is none when it is a part of one, a tool or a short form', () => {
    for (const word of ['qualified', 'medical', 'sql', 'rgn']) expect(mayBeRole(word, isKnown), word).toBe(false);
  });
});

describe('words before a link', () => {
  it('share the last word of the role behind it', () => {
    expect(sharedRole('graphic', ' or ', 'web designer', isTitle)).toBe('graphic designer');
    expect(sharedRole('graphic', ' / ', 'web designer', isTitle)).toBe('graphic designer');
  });

  it('share none that the tables do not have', () => {
    expect(sharedRole('nursing', ', ', 'software engineer', isTitle)).toBeNull();
  });

  it('share none with a role of one word, nor without a link', () => {
    expect(sharedRole('sales', ' or ', 'recruiter', isTitle)).toBeNull();
    expect(sharedRole('graphic', ' for a ', 'web designer', isTitle)).toBeNull();
  });
});

describe('an end that is short for a role', () => {
  it('is written out behind other words only', () => {
    expect(withLongEnd('network admin', (folded) => folded === 'network administrator')).toBe('network administrator');
    expect(withLongEnd('admin', () => true)).toBeNull();
  });

  it('means there what the abbreviations of the tables mean', () => {
    const facts = testFacts();
    for (const end of ['tech', 'rep', 'dev', 'asst', 'mgr'])
      expect(withLongEnd(`network ${end}`, () => true)).toBe(`network ${facts.expand(end)}`);
  });

  it('and one that keeps the words from being a role is left out', () => {
    expect(withoutLastWord('warehouse worker hours', isTitle)).toBe('warehouse worker');
    expect(withoutLastWord('hours', isTitle)).toBeNull();
  });
});
