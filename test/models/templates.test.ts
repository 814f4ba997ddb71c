/** What the models read of jobs and people. */
import { describe, expect, it } from 'vitest';
import { queryTerms } from '../../models/best-sentences.ts';
import {
  encoderDocumentText,
  prepareDocument,
  RANKER_MAX_QUERY_TOKENS,
  RANKER_MAX_TOKENS,
  rankerText,
} from '../../models/templates.ts';
import { words } from '../../models/text.ts';
import { loadTokenizer } from '../../models/tokenizer.ts';
import type { JobDocument, PersonDocument } from '../../stores/documents.ts';

const BASE = { id: 'x', source: 'test', externalId: '1', version: 'v' };
const JOB: JobDocument = {
  ...BASE,
  kind: 'job',
  title: 'Ward Nurse',
  description: `Ours is a small hospital by the sea. ${'We like tea and long walks. '.repeat(30)}Nights are paid double. Visas can be sponsored.`,
  company: { id: 'c', name: 'Gull Bay Hospital' },
  locations: [{ id: null, name: 'Whitby', countryCode: null, latitude: null, longitude: null }],
  workplaceType: 'ON_SITE',
  employmentTypes: ['PART_TIME'],
  seniority: null,
  industry: 'Hospitals',
  jobFunction: null,
  salary: null,
  skills: ['Wound care', 'Excel'],
  postedAt: null,
  expiresAt: null,
  applyUrl: null,
  directApply: false,
  language: 'en',
};
const PERSON: PersonDocument = {
  ...BASE,
  kind: 'person',
  displayName: 'Ada Moss',
  headline: 'Baker',
  summary: 'Bakes bread.',
  location: null,
  work: [
    {
      title: 'Baker',
      company: { id: 'o', name: 'Oven & Co' },
      location: null,
      startDate: '2020-01',
      endDate: null,
      summary: 'Ran the night shift.',
    },
    {
      title: 'Pilot',
      company: { id: 'a', name: 'Air Nine' },
      location: null,
      startDate: '2011',
      endDate: '2019',
      summary: 'Flew freight over the Alps.',
    },
  ],
  education: [{ institution: 'Wells School', area: 'Pastry', studyType: 'Diploma', startDate: null, endDate: null }],
  skills: ['Sourdough', 'Night flying'],
  languages: ['Welsh'],
  certifications: [],
  jobFunction: null,
  seniority: null,
  yearsExperience: 14,
  openToWork: null,
  updatedAt: null,
};

describe('rankerText', () => {
  it('shows the fields of a job, the skill that was asked for and the sentences that answer', () => {
    const text = rankerText(prepareDocument(JOB), queryTerms('nurse wound care nights visa'), 5);
    expect(text).toMatch(
      /^Ward Nurse \| Gull Bay Hospital \| Whitby \| on-site \| part-time \| skills: Wound care \| /,
    );
    expect(text).toContain('Nights are paid double. Visas can be sponsored.');
    expect(text).not.toContain('Excel');
  });

  it('shows headline, name, employer, past titles and the school of a person when the query asks for it', () => {
    const text = rankerText(prepareDocument(PERSON), queryTerms('pilot from Wells School who speaks Welsh'), 7);
    expect(text).toMatch(/^Baker \| Ada Moss \| Oven & Co \| 14 years \| past: Pilot \| /);
    expect(text).toContain('Diploma | Pastry | Wells School');
    expect(text).toContain('Speaks Welsh');
  });

  it('fits the ranker with its query', () => {
    const tokenizer = loadTokenizer('models/minilm');
    for (const query of [
      'nurse',
      'a part-time nurse on a small ward by the sea with nights, tea and sponsored visas, no weekends please',
    ]) {
      const text = rankerText(prepareDocument(JOB), queryTerms(query), words(query).length);
      const uncut = tokenizer.encodePair(query, text, 512, RANKER_MAX_QUERY_TOKENS).length;
      expect(uncut).toBeLessThanOrEqual(RANKER_MAX_TOKENS + 8);
      expect(uncut).toBeGreaterThan(RANKER_MAX_TOKENS - 24);
    }
  });
});

describe('encoderDocumentText', () => {
  it('opens with the fields, then what the text says of the role', () => {
    expect(encoderDocumentText(JOB)).toMatch(
      /^Ward Nurse \| Gull Bay Hospital \| .* \| Hospitals \| Wound care, Excel \| Ours is a small/,
    );
    expect(encoderDocumentText(PERSON)).toMatch(
      /^Baker \| Ada Moss \| .* \| Diploma Pastry Wells School \| Sourdough, Night flying \| Bakes bread\. .*Speaks Welsh$/,
    );
  });
});
