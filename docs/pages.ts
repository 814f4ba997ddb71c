/** Pages and parts of pages that are written from code, so that they cannot disagree with it. */

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { configSchema } from '../runtime/config.ts';
import { ERROR_KINDS } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import { featuresPage } from './features-page.ts';
import { inferenceProtocolPage } from './inference-protocol-page.ts';
import { requestsPage } from './requests-page.ts';
import { sightPage } from './sight-page.ts';
import { FOLDERS, type SourceFile, sourceFiles } from './source-files.ts';

/** A file and what it must hold. */
export interface Page {
  readonly path: string;
  readonly content: string;
}

export function generatedPages(): readonly Page[] {
  return [
    { path: 'README.md', content: readmeWithMap() },
    { path: 'docs/configuration.md', content: configurationPage() },
    { path: 'docs/errors.md', content: errorsPage() },
    { path: 'docs/features.md', content: featuresPage() },
    { path: 'docs/inference-protocol.md', content: inferenceProtocolPage() },
    { path: 'docs/requests.md', content: requestsPage() },
    { path: 'docs/sight.md', content: sightPage() },
  ];
}

function readmeWithMap(): string {
  const readme = readFileSync(projectPath('README.md'), 'utf8');
  return replaceBetween(replaceBetween(readme, 'folders', folderTable()), 'files', fileMap());
}

function replaceBetween(text: string, name: string, content: string): string {
  const block = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!block.test(text))
    throw new Error(`expected <!-- ${name} --> and <!-- /${name} --> in README.md, found no such pair`);
  return text.replace(block, (_all, start: string, end: string) => `${start}${content}\n${end}`);
}

function folderTable(): string {
  return [
    '| folder | what lives there |',
    '|---|---|',
    ...FOLDERS.map(([folder, sentence]) => `| \`${folder}/\` | ${sentence} |`),
  ].join('\n');
}

function fileMap(): string {
  const files = sourceFiles().filter((file) => file.folder !== 'test' && !file.path.startsWith('data/demo/families/'));
  const folders = ['', ...FOLDERS.map(([folder]) => folder)];
  return folders
    .map((folder) => files.filter((file) => file.folder === folder))
    .filter((list) => list.length > 0)
    .map((list) => list.map(fileLine).join('\n'))
    .join('\n\n');
}

const fileLine = (file: SourceFile): string => `- \`${file.path}\`: ${file.header}`;

function configurationPage(): string {
  const rows = Object.entries(configSchema.shape).map(([name, setting]) => {
    // As it is written, not what it is read as.
    const { default: standard } = z.toJSONSchema(setting, { io: 'input' });
    return `| \`${name}\` | ${standard === undefined ? 'none' : `\`${String(standard)}\``} | ${setting.description ?? ''} |`;
  });
  return `# Configuration\n\nEnvironment variables; \`runtime/config.ts\` is their one source. An unknown \`TANDEM_\` name is refused at start.\n\n| name | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function errorsPage(): string {
  const rows = Object.entries(ERROR_KINDS).map(
    ([code, kind]) =>
      `| \`${code}\` | ${kind.status} | ${kind.blame} | ${kind.retryable ? 'yes' : 'no'} | ${kind.means} |`,
  );
  return `# Errors\n\n\`runtime/errors.ts\` is the one source. Every error answers \`extensions {code requestId}\`.\n\n| code | HTTP | to blame | retry helps | meaning |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}
