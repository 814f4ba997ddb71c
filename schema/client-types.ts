/** Types of the example operations of typed clients, made from the schema that the public sees: what callers generate for theirs. */

import { generate } from '@graphql-codegen/cli';
import codegen from '../examples/typed/codegen.ts';
import { schemaPath } from './subgraph-schemas.ts';

/** File name as seen from this folder to content. */
export async function clientTypeFiles(): Promise<ReadonlyMap<string, string>> {
  const folder = schemaPath('../');
  const made: readonly { filename: string; content: string }[] = await generate(
    { ...codegen, cwd: folder, silent: true },
    false,
  );
  return new Map(made.map(({ filename, content }) => [`../${filename.replace(folder, '')}`, content]));
}
