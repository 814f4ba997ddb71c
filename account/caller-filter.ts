/** The filter inside a key or token: read once by the input types of the contract, so that nothing misspelt goes unnoticed. */

import { readFileSync } from 'node:fs';
import { buildSchema, coerceInputValue, type GraphQLInputType } from 'graphql';
import type { CallerFilter } from '../runtime/caller.ts';
import { checkFilter } from '../runtime/check-filter.ts';
import { badInput } from '../runtime/errors.ts';
import { ARGUMENT_LIMITS } from '../runtime/limits.ts';
import { projectPath } from '../runtime/project-root.ts';

const INPUT_TYPES = { jobs: 'JobFilter', people: 'PeopleFilter' } as const;
type Part = keyof typeof INPUT_TYPES;

/** They belong to one member, and a filter holds for all who have the key. */
const OF_MEMBERS: readonly string[] = ['excludeSeen'];

/** `{"jobs": JobFilter, "people": PeopleFilter}`, one of both or both, with the limits of requests. Throws BAD_USER_INPUT for anything else. */
export function parseCallerFilter(value: unknown): CallerFilter {
  const parts = Object.entries(objectOf(value, 'a filter'));
  if (parts.length === 0) throw badInput('a filter needs jobs, people or both, got neither');
  checkBytes(value);
  return Object.fromEntries(parts.map(([name, part]) => [name, parsePart(name, part)]));
}

function parsePart(name: string, value: unknown): Readonly<Record<string, unknown>> {
  if (!Object.hasOwn(INPUT_TYPES, name)) throw badInput(`a filter may have jobs and people, got ${name}`);
  const given = objectOf(value, `filter.${name}`);
  const ofMembers = OF_MEMBERS.filter((field) => field in given);
  if (ofMembers.length > 0) throw badInput(`filter.${name} may not have ${ofMembers.join(', ')}`);
  const filter = coerceInputValue(given, inputType(name as Part), (path, _value, error) => {
    throw badInput(`filter.${[name, ...path].join('.')}: ${error.message}`);
  }) as Readonly<Record<string, unknown>>;
  checkFilter({ vertical: name as Part, filter });
  return filter;
}

/** It travels with every question to a subgraph. */
function checkBytes(value: unknown): void {
  const [bytes, maximum] = [Buffer.byteLength(JSON.stringify(value)), ARGUMENT_LIMITS.callerFilterBytes];
  if (bytes > maximum) throw badInput(`a filter may have ${maximum} bytes, got ${bytes}`);
}

function objectOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw badInput(`${name} must be an object, got ${JSON.stringify(value)}`);
}

let inputTypes: Readonly<Record<Part, GraphQLInputType>> | null = null;

function inputType(part: Part): GraphQLInputType {
  inputTypes ??= readInputTypes();
  return inputTypes[part];
}

function readInputTypes(): Readonly<Record<Part, GraphQLInputType>> {
  const schema = buildSchema(readFileSync(projectPath('schema', 'internal.graphql'), 'utf8'), { assumeValid: true });
  const typeOf = (part: Part): GraphQLInputType => schema.getType(INPUT_TYPES[part]) as GraphQLInputType;
  return { jobs: typeOf('jobs'), people: typeOf('people') };
}
