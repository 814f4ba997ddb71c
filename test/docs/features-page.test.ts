/** Every feature that the page names is shown by its operations: each is run through the gateway, over the demo documents. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FEATURES } from '../../docs/features-page.ts';
import { type RunningTandem, startTandem } from '../../main.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { at, postGraphql, testConfig } from '../gateway/test-services.ts';

/** The demo index is unpacked and read, and the machine may be busy. */
const START_MS = 120_000;

let folder = '';
let tandem: RunningTandem;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-features-'));
  const settings = { PORT: '0', TANDEM_DATA_DIR: folder, TANDEM_BACKEND: 'fake', TANDEM_DEADLINE_MS: '10000' };
  tandem = await startTandem(testConfig(settings));
}, START_MS);
afterAll(async () => {
  await tandem.stop();
  rmSync(folder, { recursive: true });
});

const read = (file: string): string => readFileSync(projectPath('schema', 'operations', file), 'utf8');

/** What stands in the variables of the examples, to the id that a client would put there. */
async function idsToPut(): Promise<ReadonlyMap<string, string>> {
  const query = '{ jobSearch(input: { text: "chef" }, first: 1) { search { id } nodes { id } } }';
  const { data } = await postGraphql(tandem.url, { query });
  const searchId = String(at(data, 'jobSearch.search.id'));
  const save = `mutation { out: savedSearchCreate(input: { name: "n", searchId: "${searchId}" }) { savedSearch { id } } }`;
  const saved = await postGraphql(tandem.url, { query: save });
  return new Map([
    ['put Search.id here', searchId],
    ['put SavedSearch.id here', String(at(saved.data, 'out.savedSearch.id'))],
    ['put Job.id here', String(at(data, 'jobSearch.nodes.0.id'))],
  ]);
}

const operations = [...new Set(FEATURES.flatMap((feature) => feature.operations))];

it.each(operations)('%s answers without an error and with something to show', async (name) => {
  let variables = read(`${name}.json`);
  for (const [placeholder, id] of await idsToPut()) variables = variables.replaceAll(placeholder, id);
  expect(variables).not.toMatch(/"put [A-Za-z.]+ here"/);
  const answer = await postGraphql(tandem.url, { query: read(`${name}.graphql`), variables: JSON.parse(variables) });
  expect(answer.errors).toBeUndefined();
  const [shown] = Object.values(answer.data as Record<string, Record<string, unknown> | null>);
  expect(shown).toBeTruthy();
  expect(shown?.userErrors ?? []).toEqual([]);
  const results = shown?.edges ?? shown?.nodes ?? [shown];
  expect(results).not.toHaveLength(0);
});

it('numbers its features in order, each with an operation', () => {
  const numbers = FEATURES.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(FEATURES.filter((feature) => feature.operations.length === 0)).toEqual([]);
});
