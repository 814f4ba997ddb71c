/** The examples compile with the types made from the public schema, and a name that the schema lacks does not. */

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';

const COMPILING_MS = 240_000;
const TYPED = projectPath('examples', 'typed', 'job-titles.ts');
const options = ts.parseJsonConfigFileContent(
  ts.readConfigFile(projectPath('tsconfig.json'), ts.sys.readFile).config,
  { ...ts.sys, readDirectory: () => [] },
  projectPath(),
).options;

/** What the compiler says of the files, with the text of the typed example changed. */
function complaints(files: readonly string[], change: (text: string) => string): readonly string[] {
  const host = ts.createCompilerHost(options);
  const readFile = host.readFile.bind(host);
  host.readFile = (file) => (file === TYPED ? change(readFileSync(TYPED, 'utf8')) : readFile(file));
  const program = ts.createProgram([...files], { ...options, noEmit: true }, host);
  return files.flatMap((file) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  );
}

describe('typed operations', () => {
  it('compile', { timeout: COMPILING_MS }, () => {
    expect(complaints([TYPED], (text) => text)).toEqual([]);
  });

  it.each([
    [
      'a field that was not asked for',
      (text: string) => text.replace('({ title, company })', '({ headline: title, company })'),
      /headline/,
    ],
    ['a variable of another type', (text: string) => text.replace('first: 5', "first: 'five'"), /string/],
    ['a value that no enum has', (text: string) => text.replace("'FULL_TIME'", "'SOMETIMES'"), /SOMETIMES/],
  ])('do not compile with %s', { timeout: COMPILING_MS }, (_what, change, complaint) => {
    expect(complaints([TYPED], change).join()).toMatch(complaint);
  });
});
