/** The limits of requests and of callers: their names, defaults and meanings, and the setting that changes them. */

import { z } from 'zod';

/** Of what a document has, all is counted with its fragments expanded, before it is validated. */
export const LIMITS = {
  bodyBytes: [262_144, 'Bytes of the body of a request.'],
  headerBytes: [16_384, 'Bytes of all headers of a request together.'],
  documentCharacters: [50_000, 'Characters of a document; values belong into variables.'],
  variableValues: [
    12_000,
    'Items of lists and fields of objects in the JSON of a request, which are counted before it is parsed.',
  ],
  valueDepth: [
    20,
    'Levels of lists and objects in the JSON of a request and in a value of a document, and of lists in a type of a variable.',
  ],
  tokens: [1_000, 'Tokens of a document.'],
  depth: [10, 'Levels of fields, introspection apart.'],
  aliases: [15, 'Fields with an alias.'],
  rootFields: [5, 'Fields of the query or mutation type, those with one response name counted once.'],
  directives: [5, 'Directives of an operation.'],
  selections: [400, 'Fields, each as often as its fragment is spread: what validating and planning take follows it.'],
  cost: [2_000, 'Points that one operation may cost, estimated before it runs.'],
  errors: [10, 'Errors of one answer; further ones are left out.'],
  requestsPerSecond: [50, 'Requests a second of one caller in the long run; ten times as many at once.'],
  pointsPerSecond: [1_000, 'Points a second of one caller in the long run; ten times as many at once.'],
  subscriptions: [20, 'Subscriptions that one caller has open at once, on each server.'],
} as const satisfies Record<string, readonly [standard: number, means: string]>;

export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, number>>;

const NAMES = Object.keys(LIMITS) as readonly LimitName[];

/** Reads `depth=12,aliases=20`; what is not named keeps its default. Each part that is wrong is an issue of its own. */
export const limitsSetting = z.string().transform((text, context): Limits => {
  const limits: Record<string, number> = Object.fromEntries(NAMES.map((name) => [name, LIMITS[name][0]]));
  for (const part of text.split(',').map((entry) => entry.trim())) {
    if (part === '') continue;
    const [, name = '', digits = ''] = /^(\w+)=(\d{1,9})$/.exec(part) ?? [];
    if (!Object.hasOwn(LIMITS, name) || Number(digits) < 1)
      context.addIssue({
        code: 'custom',
        message: `expected NAME=NUMBER with a name of ${NAMES.join(', ')}, found "${part}"`,
      });
    else limits[name] = Number(digits);
  }
  return limits as Limits;
});

/** Limits that `TANDEM_LIMITS` does not change. */
export const FIXED_LIMITS = {
  operations: [1, 'Operations of a request: arrays of them are refused.'],
  deadlineMs: [
    2_000,
    'Milliseconds of an operation before its answer is cut to what is ready; `TANDEM_DEADLINE_MS` changes it.',
  ],
  longestDeadlineMs: [10_000, 'The most that `TANDEM_DEADLINE_MS` may be.'],
  planMs: [2_000, 'Milliseconds of planning an operation before it is refused.'],
} as const satisfies Record<string, readonly [standard: number, means: string]>;

/** Limits of arguments, which resolvers refuse with BAD_USER_INPUT. */
export const ARGUMENT_LIMITS = {
  first: 100,
  textCharacters: 512,
  valueCharacters: 200,
  listValues: 100,
  excludedIds: 400,
  callerFilterBytes: 131_072,
  locations: 5,
  facetLimit: 100,
  ignoredFacets: 100,
  radiusKm: 20_000,
  nodes: 100,
  events: 100,
  eventDocuments: 100,
  /** Of callers without key or token. */
  strangerEvents: 20,
  strangerEventDocuments: 20,
} as const;
