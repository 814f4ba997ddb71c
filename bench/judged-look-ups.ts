/** Look-ups that a query file asks for, with what its facets say is right. */

import { z } from 'zod';
import { readRecords } from '../evaluation/files.ts';
import { foldText } from '../models/text.ts';
import type { Posting } from './job-cases.ts';
import type { LookUpCase } from './look-up-case.ts';
import type { Profile } from './name-cases.ts';

const lineSchema = z.object({
  text: z.string().min(1),
  vertical: z.enum(['jobs', 'people']).optional(),
  intent: z.string(),
  facets: z.object({ name: z.array(z.string()).optional(), company: z.array(z.string()).optional() }).optional(),
});
type Line = z.infer<typeof lineSchema>;

export interface JudgedLookUps {
  readonly jobs: readonly LookUpCase<Posting>[];
  readonly people: readonly LookUpCase<Profile>[];
}

/** Lines of other intents, and those that say neither a name nor an employer, are left out. */
export async function judgedLookUps(paths: readonly string[]): Promise<JudgedLookUps> {
  const lines = (await Promise.all(paths.map((path) => readRecords(path, lineSchema, '{"text", "intent"}')))).flat();
  const people = lines.filter((line) => line.intent === 'name_lookup' && line.facets?.name !== undefined);
  const jobs = lines.filter((line) => line.intent === 'company_lookup' && line.vertical !== 'people');
  return {
    people: people.map((line) => ({ kind: 'query for a name', text: line.text, isRight: isPerson(line) })),
    jobs: jobs
      .filter(({ facets }) => facets?.company !== undefined)
      .map((line) => ({ kind: 'query for an employer', text: line.text, isRight: isAtEmployer(line) })),
  };
}

function isPerson({ facets }: Line): (found: Profile) => boolean {
  const [names, employers] = [(facets?.name ?? []).map(foldText), (facets?.company ?? []).map(foldText)];
  return ({ displayName, work }) =>
    names.includes(foldText(displayName)) &&
    (employers.length === 0 || work.some(({ companyName }) => employers.includes(foldText(companyName ?? ''))));
}

/** Queries say "Smithsonian Institution", postings also which part of it. */
function isAtEmployer({ facets }: Line): (found: Posting) => boolean {
  const employers = (facets?.company ?? []).map(foldText);
  return ({ company }) => {
    const name = foldText(company?.name ?? '');
    return name !== '' && employers.some((employer) => name.includes(employer) || employer.includes(name));
  };
}
