/** What docs/feeds.md shows is so: its operations fit the graph, and its lines are good ones. */
import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { expect, test } from 'vitest';
import { validateJob } from '../../ingest/validate.ts';
import { projectPath } from '../../runtime/project-root.ts';

const page = readFileSync(projectPath('docs', 'feeds.md'), 'utf8');
const schema = buildSchema(readFileSync(projectPath('schema', 'partner.graphql'), 'utf8'));

test('its operations are answered by the graph that partners see', () => {
  const blocks = [...page.matchAll(/```graphql\n(.*?)```/gs)].map(([, block = '']) => block);
  expect(blocks).toHaveLength(2);
  for (const block of blocks) expect(validate(schema, parse(block))).toEqual([]);
});

test('its lines can be indexed as they stand, without a field that nobody reads', () => {
  const lines = [...page.matchAll(/^\{.*\}$/gm)].map(([line]) => validateJob(line));
  expect(lines).toHaveLength(2);
  for (const line of lines) expect(line).toMatchObject({ kind: 'valid', unusedFields: [] });
});
