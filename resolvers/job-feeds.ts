/** The mutations of jobs: postings that partners send and take out, by way of the same queue as feeds. */

import { textProblem, type UserError, userError } from '../account/user-error.ts';
import { acceptFeed, acceptRemoval } from '../ingest/accept-feed.ts';
import { documentId } from '../ingest/normalise-parts.ts';
import { validateJob } from '../ingest/validate.ts';
import { STANDARD_FEED_LIMITS } from '../runtime/feed-limits.ts';
import type { JobInput, JobsExpireInput, JobsUpsertInput, MutationResolvers } from '../schema/generated/jobs.ts';
import type { SearchContext } from '../search/context.ts';
import type { Facts } from '../stores/facts.ts';

const SOURCE_CHARACTERS = 500;
const { upsertJobs, expireIds } = STANDARD_FEED_LIMITS;

export const jobFeedMutations: MutationResolvers = {
  jobsUpsert: async (_root, { input }, context) => {
    const refusal = sizeProblem(input.source, 'jobs', input.jobs.length, upsertJobs);
    return refusal === null ? upsert(input, context) : { task: null, userErrors: [refusal] };
  },
  jobsExpire: async (_root, { input }, context) => {
    const refusal = sizeProblem(input.source, 'externalIds', input.externalIds.length, expireIds);
    return refusal === null ? expire(input, context) : { expiredCount: 0, userErrors: [refusal] };
  },
};

function sizeProblem(source: string, field: string, got: number, limit: number): UserError | null {
  const problem = textProblem(['source'], source, SOURCE_CHARACTERS);
  if (problem !== null) return problem;
  if (got === 0) return userError('REQUIRED', [field], `${field} must have at least one entry`);
  return got > limit ? userError('TOO_MANY', [field], `${field} may have ${limit} entries, got ${got}`) : null;
}

async function upsert({ source, jobs, idempotencyKey }: JobsUpsertInput, { services, caller }: SearchContext) {
  const read = jobs.map((job, index) => readJob(job, index, source, services.facts));
  const userErrors = read.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const lines = read.filter((one) => typeof one === 'string');
  if (lines.length === 0) return { task: null, userErrors };
  const id = await acceptFeed(services, {
    vertical: 'jobs',
    tenant: caller.tenant,
    idempotencyKey: idempotencyKey ?? null,
    defaultSource: source,
    body: each(lines.map((line) => Buffer.from(`${line}\n`))),
  });
  return { task: { id }, userErrors };
}

/** The line of a feed that says the same, or what is wrong with the posting. */
function readJob(job: JobInput, index: number, source: string, facts: Facts): string | UserError {
  const { salaryMinimum: minimum, salaryMaximum: maximum, salaryCurrency: currency } = job;
  const hasPay = (minimum ?? maximum ?? null) !== null;
  const refused = (code: UserError['code'], message: string): UserError => userError(code, ['jobs', index], message);
  if (hasPay && !currency) return refused('REQUIRED', 'salaryCurrency is needed when pay is stated');
  const places = (job.locations ?? []).map((place) => placeOf(place, facts));
  const unknown = places.indexOf(null);
  if (unknown !== -1)
    return refused('INVALID', `locations.${unknown} must have a text, or the placeId of a place that is known`);
  const line = JSON.stringify({
    id: job.externalId,
    source,
    title: job.title,
    description: job.description,
    company: job.companyName,
    locations: places,
    workplaceType: job.workplaceType,
    employmentTypes: job.employmentTypes,
    salary: hasPay ? { minimum, maximum, currency, period: 'YEAR' } : null,
    skills: job.skills,
    postedAt: job.postedAt,
    expiresAt: job.expiresAt,
    applyUrl: job.applyUrl,
    public: job.public,
  });
  const checked = validateJob(line);
  return checked.kind === 'valid' ? line : refused(checked.code, checked.reason);
}

type Location = NonNullable<JobInput['locations']>[number];

function placeOf({ text, placeId, point }: Location, facts: Facts) {
  const name = text?.trim() || (placeId ? facts.placeById(placeId)?.name : undefined);
  if (!name) return null;
  // A text alone is read like that of a feed, which may say that the work is remote.
  return point ? { name, latitude: point.latitude, longitude: point.longitude } : name;
}

async function expire({ source, externalIds }: JobsExpireInput, { services, caller }: SearchContext) {
  const { tenant } = caller;
  const ids = [...new Set(externalIds)].map((externalId) => documentId('jobs', source, externalId, tenant));
  const snapshot = services.indexes.current('jobs');
  const expiredCount = ids.filter((id) => snapshot.positionOf(id) !== undefined).length;
  // What waits may hold postings that the index does not have yet.
  const isNeeded = expiredCount > 0 || (await services.feedQueue.waitingOf(tenant, ['jobs'])) > 0;
  if (isNeeded) await acceptRemoval(services, { vertical: 'jobs', tenant, ids });
  return { expiredCount, userErrors: [] };
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
