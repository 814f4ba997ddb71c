/** Query files with gold understanding: intent, route, safety and what the text states, whichever of them a line has. */

import { z } from 'zod';
import { readRecords } from './files.ts';

const values = z.union([z.string(), z.number(), z.array(z.union([z.string(), z.number()]))]);
const salary = z.object({
  amount: z.number(),
  currency: z.string(),
  per: z.enum(['year', 'month', 'week', 'day', 'hour']),
});

const lineSchema = z.object({
  /** The number of the line where there is none. */
  qid: z.string().min(1).optional(),
  text: z.string(),
  vertical: z.enum(['jobs', 'people']).optional(),
  intent: z.string().optional(),
  route: z.string().optional(),
  safety: z.string().optional(),
  facets: z
    .object({ negated: z.record(z.string(), values).optional(), salaryMin: salary.optional() })
    .catchall(values)
    .optional(),
});
type Line = z.infer<typeof lineSchema>;

/** One value as the file writes it; pay is annualised. */
export interface GoldFacet {
  readonly field: string;
  readonly value: string;
  readonly isNegated: boolean;
  /** The words of the text, where the value was read from it. */
  readonly sourceText?: string;
}

export interface GoldQuery {
  readonly qid: string;
  readonly text: string;
  /** Null for a text that names none: whoever reads it has to tell. */
  readonly vertical: 'jobs' | 'people' | null;
  /** With the names of the graph; null where the line has none. */
  readonly intent: string | null;
  readonly route: string | null;
  readonly safety: string | null;
  /** Null where the line says nothing about facets. */
  readonly facets: readonly GoldFacet[] | null;
}

/** Enumerations in files and in the graph (contracts.md). */
const INTENTS: Readonly<Record<string, string>> = {
  job_search: 'JOBS',
  people_search: 'PEOPLE',
  name_lookup: 'NAME',
  company_lookup: 'COMPANY',
};
/** Work time of a year. */
const A_YEAR = { year: 1, month: 12, week: 52, day: 260, hour: 2_080 } as const;

/** Throws BAD_USER_INPUT at the first line that is none. */
export async function readGoldQueries(path: string): Promise<readonly GoldQuery[]> {
  return (await readRecords(path, lineSchema, '{"text"} with intent, route, safety or facets')).map(goldOf);
}

function goldOf(line: Line, index: number): GoldQuery {
  const { qid = String(index + 1), text, vertical, intent, route, safety, facets } = line;
  return {
    qid,
    text,
    vertical: vertical ?? null,
    intent: intent === undefined ? null : (INTENTS[intent] ?? intent.toUpperCase()),
    route: route?.toUpperCase() ?? null,
    safety: safety?.toUpperCase() ?? null,
    facets: facets === undefined ? null : facetsOf(facets),
  };
}

function facetsOf({ negated = {}, salaryMin, ...stated }: NonNullable<Line['facets']>): readonly GoldFacet[] {
  const pay = salaryMin && {
    field: 'salaryMin',
    value: String(salaryMin.amount * A_YEAR[salaryMin.per]),
    isNegated: false,
  };
  return [...listed(stated, false), ...(pay ? [pay] : []), ...listed(negated, true)];
}

function listed(fields: Readonly<Record<string, unknown>>, isNegated: boolean): readonly GoldFacet[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => ({ field, value: String(one), isNegated })),
  );
}
