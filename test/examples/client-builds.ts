/** What the builds of Apollo Client and Relay write for their examples: artifacts, and the manifest of both for the server. */

import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type ApolloManifest, fromApollo, fromRelay } from '../../examples/persisted/to-manifest.ts';
import { projectPath } from '../../runtime/project-root.ts';

/** A folder that is removed behind the tests of the file: `apollo/` and `relay/` as built, and `operations.json`. */
export function buildClients() {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-clients-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  for (const name of ['apollo', 'relay'])
    cpSync(projectPath('examples', name), join(folder, name), { recursive: true });
  copyFileSync(projectPath('schema', 'public.graphql'), join(folder, 'relay', 'public.graphql'));
  mkdirSync(join(folder, 'relay', 'generated'));
  const run = (name: string, bin: string, args: readonly string[]) =>
    execFileSync(process.execPath, [projectPath('node_modules', ...bin.split('/')), ...args], {
      cwd: join(folder, name),
      encoding: 'utf8',
    });
  run('apollo', '@apollo/generate-persisted-query-manifest/cli.js', []);
  run('relay', 'relay-compiler/cli.js', ['relay.config.json']);
  const read = (...path: string[]) => JSON.parse(readFileSync(join(folder, ...path), 'utf8'));
  const apollo: ApolloManifest = read('apollo', 'persisted-query-manifest.json');
  const manifest = { ...fromApollo(apollo), ...fromRelay(read('relay', 'persisted.json')) };
  const operationsFile = join(folder, 'operations.json');
  writeFileSync(operationsFile, JSON.stringify(manifest));
  return {
    operationsFile,
    apollo,
    /** The default export of a file that relay-compiler wrote. */
    relayArtifact: async (name: string) =>
      (await import(/* @vite-ignore */ join(folder, 'relay', 'generated', `${name}.graphql.ts`))).default,
  };
}
