/** The project's own source files with their header sentences and imports, read as text. */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { projectPath } from '../runtime/project-root.ts';

/** Folders in the order a request travels, each with the sentence of the README map. */
export const FOLDERS: readonly (readonly [folder: string, sentence: string])[] = [
  ['cli', 'The `tandem` command, one file per subcommand, and what starts the services.'],
  [
    'gateway',
    'The one endpoint, in rooms: `http`; who calls (`callers`); what an operation is (`operations`); whether it may run (`gate`, `access`, `admission`); the plan of Apollo or of Hive and who runs it (`engine`); what subgraphs are asked (`calls`); parts and events (`streams`); uploads (`feeds`); what operators see (`sight`, `pages`).',
  ],
  ['subgraphs', 'Joins one contract with its resolvers as a Yoga server; per-request context.'],
  ['schema', 'The contracts: one SDL per subgraph, the composed supergraph, example operations.'],
  ['resolvers', 'Fulfil the contracts: take arguments, call one function, shape the answer.'],
  ['search', 'What happens to one query: understand, retrieve, rank, present.'],
  ['account', 'Who calls.'],
  ['gpu-workers', 'Work of many requests on one device: pools, batch queue, protocol, worker process, backends.'],
  ['models', 'Model files with checksums, tokenizer, and the prompt templates that serving and training share.'],
  ['stores', 'What is kept: documents, segments, search records, facts, scores.'],
  ['ingest', 'The way of a document: read, validate, normalise, embed, write a segment, publish.'],
  ['runtime', 'Config, errors, deadlines, clock, ids, telemetry; imports nothing of ours.'],
  ['training', 'Python: how the models were made, with log and reference runs.'],
  ['evaluation', 'Metrics, measurement and leaderboard; measures the code that serves.'],
  ['bench', 'Benchmarks; each prints a table and one JSON object.'],
  ['data', 'Fact tables, and the demo corpus with its generator.'],
  ['deploy', 'What runs it elsewhere and watches it: container and cluster files, alerts and a dashboard.'],
  ['docs', 'Documents, decision records, and the pages that are written from code.'],
  ['examples', 'Clients of the API: small files that docs/clients.md shows and tests run.'],
  ['test', 'Tests; they mirror the tree.'],
];

const GENERATED = /^(schema|examples\/typed)\/generated\//;

export interface SourceFile {
  /** Path from the project root, with forward slashes. */
  readonly path: string;
  /** First path part, or empty for a file in the root. */
  readonly folder: string;
  readonly text: string;
  /** First sentence of the header comment; empty when there is none. */
  readonly header: string;
  /** Paths of our own files that it imports. */
  readonly imports: readonly string[];
}

/** Every TypeScript file that is tracked or new and not ignored, generated ones apart. */
export function sourceFiles(): readonly SourceFile[] {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts', '*.mjs'],
    {
      cwd: projectPath(),
      encoding: 'utf8',
    },
  );
  const paths = listed.split('\n').filter((path) => path !== '' && !GENERATED.test(path));
  return [...new Set(paths)].sort().map(readSource);
}

function readSource(path: string): SourceFile {
  const text = readFileSync(projectPath(path), 'utf8');
  const [folder = '', rest] = path.split('/');
  return {
    path,
    folder: rest === undefined ? '' : folder,
    text,
    header: headerOf(text),
    imports: importsOf(path, text),
  };
}

function headerOf(text: string): string {
  const comment = /^(?:#!.*\n)?(?:\/\*\*?([\s\S]*?)\*\/|((?:\/\/.*\n)+))/.exec(text);
  const words = (comment?.[1] ?? comment?.[2] ?? '')
    .replace(/^\s*(?:\*|\/\/)/gm, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?[.!?](?=\s|$)/.exec(words)?.[0] ?? '';
}

function importsOf(path: string, text: string): readonly string[] {
  const specifiers = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)[^'";]*?from\s*'(\.{1,2}\/[^']+)'|import\(\s*'(\.{1,2}\/[^']+)'\s*\)/g,
    ),
  ];
  return specifiers.map((match) => normalize(join(dirname(path), match[1] ?? match[2] ?? '')).replaceAll('\\', '/'));
}
