/** What a judge reads: every part of a document, the fields first. */
import { expect, test } from 'vitest';
import { judgeText } from '../../models/judge-text.ts';
import { sampleJob, samplePerson } from '../helpers/sample-documents.ts';

test('a job is told by its fields, pay, text and skills', () => {
  const salary = {
    minimum: 30,
    maximum: 42,
    currency: 'USD',
    period: 'HOUR',
    annualMinimum: 62_400,
    annualMaximum: 87_360,
  } as const;
  expect(judgeText(sampleJob({ salary }), 'nurse', 'all').split('\n')).toEqual([
    'Night Nurse | St. Mary Hospital | on-site | full-time',
    'Pay: 30 to 42 USD per hour',
    'Looks after patients on the cardiac ward at night.',
    'Skills: triage',
  ]);
});

test('pay that was read from the text is told by the text alone', () => {
  const salary = {
    minimum: 30,
    maximum: 42,
    currency: 'USD',
    period: 'HOUR',
    annualMinimum: 62_400,
    annualMaximum: 87_360,
    readFrom: '$30 - $42 an hour',
  } as const;
  expect(judgeText(sampleJob({ salary }), 'nurse', 'all')).toBe(judgeText(sampleJob({}), 'nurse', 'all'));
});

test('what is not known is not told', () => {
  const text = judgeText(sampleJob({ skills: [], company: null }), 'nurse', 'all');
  expect(text.split('\n')).toEqual([
    'Night Nurse | on-site | full-time',
    'Looks after patients on the cardiac ward at night.',
  ]);
});

test('a person is told with all stations, however long', () => {
  const work = Array.from({ length: 60 }, (_, index) => ({
    title: `Station ${index}`,
    company: null,
    location: null,
    startDate: null,
    endDate: null,
    summary: 'Kept the books of a small firm and paid its wages on time.',
  }));
  const text = judgeText(samplePerson({ work }), 'baker', 'all');
  expect(text).toContain('Runs payroll for three hospitals.');
  expect(text).toContain('Station 59');
});

test('it is an excerpt about the query for a judge that reads little', () => {
  const job = sampleJob({ description: `${'Filler words stand here. '.repeat(200)}The canteen is free.` });
  const text = judgeText(job, 'free canteen', 'excerpt');
  expect(text).toContain('The canteen is free.');
  expect(text.length).toBeLessThan(800);
});
