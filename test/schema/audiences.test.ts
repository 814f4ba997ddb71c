/** What each audience sees of the graph: everything but what a tag keeps from it, and nothing of how the graph is put together. */

import { readFileSync } from 'node:fs';
import { buildSchema, isEnumType, isInputObjectType, isInterfaceType, isObjectType, Kind, visit } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readContract, SUBGRAPH_NAMES, schemaPath } from '../../schema/subgraph-schemas.ts';

const AUDIENCES = ['public', 'partner', 'internal'] as const;
type Audience = (typeof AUDIENCES)[number];

const schemas = Object.fromEntries(
  AUDIENCES.map((name) => [name, buildSchema(readFileSync(schemaPath(`${name}.graphql`), 'utf8'))]),
) as Record<Audience, ReturnType<typeof buildSchema>>;

/** `Type`, `Type.field`, `Enum.VALUE` and `Type.field.argument`, of everything but the language's own. */
function coordinates(audience: Audience): ReadonlySet<string> {
  const types = Object.values(schemas[audience].getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  return new Set(
    types.flatMap((type) => {
      if (isEnumType(type)) return [type.name, ...type.getValues().map(({ name }) => `${type.name}.${name}`)];
      if (isInputObjectType(type))
        return [type.name, ...Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)];
      if (!isObjectType(type) && !isInterfaceType(type)) return [type.name];
      const ofField = ({ name, args }: { name: string; args: readonly { name: string }[] }) => [
        `${type.name}.${name}`,
        ...args.map((argument) => `${type.name}.${name}.${argument.name}`),
      ];
      return [type.name, ...Object.values(type.getFields()).flatMap(ofField)];
    }),
  );
}

const onlyIn = (wider: Audience, narrower: Audience): readonly string[] => {
  const seen = coordinates(narrower);
  return [...coordinates(wider)].filter((name) => !seen.has(name)).sort();
};

/** Types that only hidden fields lead to are hidden with them. */
const BEHIND_HIDDEN = ['InferenceBatch', 'RankingTrace', 'ScoreComponent', 'StageTime'];

describe('an audience', () => {
  it('is refused exactly what a tag of the contracts keeps from it', () => {
    const tagged: Record<string, string[]> = { partner: [], internal: [] };
    for (const contract of SUBGRAPH_NAMES.map(readContract)) {
      const parents: string[] = [];
      visit(contract, {
        enter(node) {
          if ('name' in node && node.name && 'description' in node) parents.push(node.name.value);
          if (node.kind !== Kind.DIRECTIVE || node.name.value !== 'tag') return;
          const [name] = node.arguments ?? [];
          if (name?.value.kind === Kind.STRING) tagged[name.value.value]?.push(parents.join('.'));
        },
        leave(node) {
          if ('name' in node && node.name && 'description' in node) parents.pop();
        },
      });
    }
    const topmost = (names: readonly string[]) =>
      names.filter((name) => !BEHIND_HIDDEN.includes(name.split('.')[0] ?? ''));
    expect(topmost(onlyIn('partner', 'public'))).toEqual(tagged.partner?.sort());
    expect(topmost(onlyIn('internal', 'partner'))).toEqual(tagged.internal?.sort());
  });

  it('sees what is listed here and no more: a new tag is a decision', () => {
    expect(onlyIn('partner', 'public')).toEqual(['Job.externalId']);
    const types = onlyIn('internal', 'partner').filter((name) => !name.includes('.'));
    expect(types).toEqual(BEHIND_HIDDEN);
    expect(onlyIn('internal', 'partner').filter((name) => !types.includes(name.split('.')[0] ?? ''))).toEqual([
      'Job.source',
      'Relevance.breakdown',
      'Search.ranking',
    ]);
  });

  it('sees nothing that a wider one does not', () => {
    expect(onlyIn('public', 'partner')).toEqual([]);
    expect(onlyIn('partner', 'internal')).toEqual([]);
  });

  it.each(AUDIENCES)('%s sees no machinery of federation', (audience) => {
    const known = schemas[audience].getDirectives().map(({ name }) => name);
    for (const name of ['key', 'tag', 'inaccessible', 'shareable', 'external', 'requires', 'link', 'join__type'])
      expect(known).not.toContain(name);
    expect([...coordinates(audience)].filter((name) => /^_|__/.test(name))).toEqual([]);
  });
});
