/** What every contract keeps: descriptions everywhere, no contact data, names that fit together, files that are up to date. */

import { readdirSync, readFileSync } from 'node:fs';
import {
  type ASTNode,
  buildSchema,
  type GraphQLSchema,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  validate,
  visit,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../../runtime/caller.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { clientTypeFiles } from '../../schema/client-types.ts';
import { composedFiles } from '../../schema/composed-files.ts';
import { resolverTypeFiles } from '../../schema/resolver-types.ts';
import { readContract, SUBGRAPH_NAMES } from '../../schema/subgraph-schemas.ts';
import { accessRules } from '../../subgraphs/access-rules.ts';

const read = (file: string) => readFileSync(projectPath('schema', file), 'utf8');
const apiSchema = (file: string) => buildSchema(read(file));
const internal = apiSchema('internal.graphql');

const DESCRIBED: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.DIRECTIVE_DEFINITION,
]);

describe.each(SUBGRAPH_NAMES)('the contract of %s', (name) => {
  it('describes every type, field, argument, input field and enum value', () => {
    expect(undescribed(readContract(name))).toEqual([]);
  });
});

/** Names of what has no description; the root type Query needs none. */
function undescribed(contract: ASTNode): readonly string[] {
  const found: string[] = [];
  const parents: string[] = [];
  visit(contract, {
    enter(node) {
      if (!DESCRIBED.has(node.kind) || !('name' in node) || !node.name) return;
      parents.push(node.name.value);
      const path = parents.join('.');
      if (path !== 'Query' && !('description' in node && node.description?.value.trim())) found.push(path);
    },
    leave(node) {
      if (DESCRIBED.has(node.kind)) parents.pop();
    },
  });
  return found;
}

describe('the lint of descriptions', () => {
  it('finds what is missing at every level', () => {
    const contract = parse(
      '"T." type T { a("x." x: Int, y: Int): Int "b." b: Int } enum E { "A." A B } "I." input I { f: Int }',
    );
    expect(undescribed(contract)).toEqual(['T.a', 'T.a.y', 'E', 'E.B', 'I.f']);
  });
});

describe('the graph', () => {
  it('has no contact data', () => {
    const names = Object.values(internal.getTypeMap()).flatMap((type) =>
      isObjectType(type) ? Object.keys(type.getFields()).map((field) => `${type.name}.${field}`) : [],
    );
    expect(names.filter((name) => /e-?mail|phone|mobile|street|postal|address|birth/i.test(name))).toEqual([]);
  });

  it('gives fields of one name one type in all types that can stand in one place', () => {
    expect(clashes(internal)).toEqual([]);
  });

  it('notices when they differ', () => {
    expect(
      clashes(
        buildSchema(
          'interface N { id: ID! } type A implements N { id: ID! name: String } type B implements N { id: ID! name: String! } type Query { n: N }',
        ),
      ),
    ).toEqual(['N: name is String in A and String! in B']);
  });

  it('answers nothing that is not built yet', () => {
    expect(Object.keys(internal.getMutationType()?.getFields() ?? {}).sort()).toEqual([
      'savedSearchCreate',
      'savedSearchDelete',
      'savedSearchUpdate',
      'trackEvents',
      'viewerPreferencesUpdate',
    ]);
    expect(internal.getSubscriptionType() ?? null).toBeNull();
    expect(Object.keys(internal.getQueryType()?.getFields() ?? {}).sort()).toEqual([
      'job',
      'jobSearch',
      'jobSuggestions',
      'node',
      'nodes',
      'peopleSearch',
      'peopleSuggestions',
      'person',
      'service',
      'viewer',
    ]);
  });

  it('hides from each audience what is not for it', () => {
    const fieldsOf = (file: string, type: string) => {
      const found = apiSchema(file).getType(type);
      return isObjectType(found) ? Object.keys(found.getFields()) : [];
    };
    expect(fieldsOf('internal.graphql', 'Search')).toContain('ranking');
    expect(fieldsOf('partner.graphql', 'Search')).not.toContain('ranking');
    expect(fieldsOf('partner.graphql', 'Job')).toContain('externalId');
    expect(fieldsOf('public.graphql', 'Job')).not.toContain('externalId');
    expect(apiSchema('public.graphql').getType('RankingTrace')).toBeUndefined();
  });
});

/** Two members that a client may select together need the same type for a field of the same name. */
function clashes(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isInterfaceType(type) && !isUnionType(type)) return [];
    const seen = new Map<string, { readonly shape: string; readonly owner: string }>();
    const found: string[] = [];
    for (const member of schema.getPossibleTypes(type)) {
      for (const field of Object.values(member.getFields())) {
        const shape = String(field.type);
        const first = seen.get(field.name);
        if (first && first.shape !== shape)
          found.push(`${type.name}: ${field.name} is ${first.shape} in ${first.owner} and ${shape} in ${member.name}`);
        else seen.set(field.name, { shape, owner: member.name });
      }
    }
    return found;
  });
}

describe('what @access guards', () => {
  const rules = accessRules(parse(read('supergraph.graphql')));
  const isGuarded = (name: string): boolean => rules.has(name);

  it('names scopes that keys can have', () => {
    const unknown = [...rules.values()].flat().filter((scope) => !(SCOPES as readonly string[]).includes(scope));
    expect(unknown).toEqual([]);
  });

  it('can be null, so that a caller who may not read it loses nothing else; a mutation fails as a whole', () => {
    const types = Object.values(internal.getTypeMap()).filter(isObjectType);
    const mandatory = types.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type) && isGuarded(`${type.name}.${field.name}`))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(mandatory.filter((name) => !name.startsWith('Mutation.'))).toEqual([]);
  });

  it('stands on no field of an interface, through which it would be read unseen', () => {
    const interfaces = Object.values(internal.getTypeMap()).filter(isInterfaceType);
    const unseen = interfaces.flatMap((one) =>
      Object.keys(one.getFields()).flatMap((field) =>
        internal
          .getPossibleTypes(one)
          .map((type) => `${type.name}.${field}`)
          .filter(isGuarded),
      ),
    );
    expect(unseen).toEqual([]);
  });
});

describe('example operations', () => {
  const files = readdirSync(projectPath('schema', 'operations')).filter((file) => file.endsWith('.graphql'));

  it.each(files)('%s is valid and has variables beside it', (file) => {
    expect(validate(internal, parse(read(`operations/${file}`)))).toEqual([]);
    expect(JSON.parse(read(`operations/${file.replace('.graphql', '.json')}`))).toBeTypeOf('object');
  });
});

describe('files made from the contracts', () => {
  it('are up to date; when this fails, run: npm run schema', async () => {
    const made = new Map([...composedFiles(), ...(await resolverTypeFiles()), ...(await clientTypeFiles())]);
    const stale = [...made].filter(([file, content]) => read(file) !== content).map(([file]) => file);
    expect(stale).toEqual([]);
  });
});
