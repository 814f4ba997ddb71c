/** Pages and parts of pages that are written from code, so that they cannot disagree with it. */

import { readFileSync } from 'node:fs';
import { configSchema } from '../runtime/config.ts';
import { ERROR_KINDS } from '../runtime/errors.ts';
import { projectPath } from '../runtime/project-root.ts';
import { writtenDefault } from '../runtime/written-default.ts';
import { clientsPage } from './clients-page.ts';
import { featuresPage } from './features-page.ts';
import { inferenceProtocolPage } from './inference-protocol-page.ts';
import { limitsPage } from './limits-page.ts';
import { requestsPage } from './requests-page.ts';
import { FOLDERS, type SourceFile, sourceFiles } from './source-files.ts';

/** A file and what it must hold. */
export interface Page {
  readonly path: string;
  readonly content: string;
}

export function generatedPages(): readonly Page[] {
  return [
    { path: 'README.md', content: readmeWithMap() },
    { path: 'docs/clients.md', content: clientsPage() },
    { path: 'docs/configuration.md', content: configurationPage() },
    { path: 'docs/errors.md', content: errorsPage() },
    { path: 'docs/features.md', content: featuresPage() },
    { path: 'docs/inference-protocol.md', content: inferenceProtocolPage() },
    { path: 'docs/limits.md', content: limitsPage() },
    { path: 'docs/requests.md', content: requestsPage() },
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
    const standard = writtenDefault(setting);
    return `| \`${name}\` | ${standard === null ? 'none' : `\`${standard}\``} | ${setting.description ?? ''} |`;
  });
  return `# Configuration\n\nEnvironment variables, or lines of the file that \`TANDEM_CONFIG\` names; \`runtime/config.ts\` is their one source. An unknown name is refused at start: in the environment one that begins with \`TANDEM_\`, in the file any. \`tandem config show --origin\` tells where each value came from.\n\n| name | default | meaning |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function errorsPage(): string {
  const rows = Object.entries(ERROR_KINDS).map(
    ([code, kind]) =>
      `| \`${code}\` | ${kind.status} | ${kind.blame} | ${kind.retryable ? 'yes' : 'no'} | ${kind.means} |`,
  );
  return `# Errors\n\n\`runtime/errors.ts\` is the one source. Every error answers \`extensions {code requestId}\`.\n\n| code | HTTP | to blame | retry helps | meaning |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
}
