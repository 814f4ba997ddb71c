/** The rules of the layout: who may import whom, no cycles, names, headers, and documents that tell the truth. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatedPages } from '../docs/pages.ts';
import { FOLDERS, type SourceFile, sourceFiles } from '../docs/source-files.ts';
import { projectPath } from '../runtime/project-root.ts';

/** Folder to the folders it may import, itself apart; `search/types.ts` alone is open to ingest. Decisions 1 and 5 say where it differs from the plan. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  gateway: ['account', 'subgraphs', 'schema', 'stores', 'runtime'],
  subgraphs: ['resolvers', 'search', 'account', 'schema', 'stores', 'runtime'],
  schema: ['examples'],
  resolvers: ['search', 'account', 'ingest', 'schema', 'stores', 'runtime'],
  search: ['gpu-workers', 'stores', 'models', 'runtime'],
  account: ['stores', 'runtime'],
  'gpu-workers': ['models', 'stores', 'runtime'],
  models: ['stores', 'runtime'],
  stores: ['runtime'],
  ingest: ['gpu-workers', 'stores', 'models', 'runtime'],
  runtime: [],
  evaluation: ['search', 'ingest', 'stores', 'runtime'],
};
/** Rooms of the gateway, each floor over those that it may import. Decision 24. */
const GATEWAY_FLOORS: readonly (readonly string[])[] = [
  ['http'],
  ['callers', 'operations', 'sight'],
  ['access', 'admission', 'calls'],
  ['engine', 'gate', 'pages'],
  ['feeds', 'streams'],
];
const FORBIDDEN_NAMES = ['utils', 'common', 'helpers', 'shared'];
const LONGEST_FILE_LINES = 250;
const PAGES = [
  'README.md',
  'RELIABILITY.md',
  'SECURITY.md',
  'deploy/README.md',
  'docs/documents.md',
  'docs/inference-protocol.md',
  'training/README.md',
  'training/LOG.md',
  'data/facts/README.md',
  'evaluation/LEADERBOARD.md',
];

const files = sourceFiles();
const layered = files.filter((file) => file.folder in MAY_IMPORT);

describe('imports', () => {
  it('follow the request: only along the allowed arrows', () => {
    const wrong = layered.flatMap((file) =>
      file.imports.filter((target) => !isAllowed(file, target)).map((target) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('name files that exist', () => {
    const missing = files.flatMap((file) =>
      file.imports
        .filter((target) => !existsSync(projectPath(target)))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('never form a circle of folders', () => {
    const arrows = Object.keys(MAY_IMPORT).map((folder): [string, readonly string[]] => [
      folder,
      [
        ...new Set(layered.filter((file) => file.folder === folder).flatMap((file) => file.imports.map(folderOf))),
      ].filter((other) => other !== folder),
    ]);
    expect(circleAmong(new Map(arrows))).toBeNull();
  });

  it('never form a circle of rooms inside a folder', () => {
    const rooms = [...new Set(layered.flatMap((file) => roomOf(file.path) ?? []))];
    const arrows = rooms.map((room): [string, readonly string[]] => [
      room,
      layered
        .filter((file) => roomOf(file.path) === room)
        .flatMap((file) => file.imports.flatMap((target) => roomOf(target) ?? []))
        .filter((other) => other !== room),
    ]);
    expect(circleAmong(new Map(arrows))).toBeNull();
  });

  it('of the rooms of the gateway go down a floor, and never to what stands beside the rooms', () => {
    const known = GATEWAY_FLOORS.flat().map((room) => `gateway/${room}`);
    const floorOf = (room: string): number => GATEWAY_FLOORS.findIndex((floor) => floor.includes(room.slice(8)));
    const inGateway = layered.flatMap(({ path, folder, imports }) => {
      const room = roomOf(path);
      return folder === 'gateway' && room !== null ? [{ path, room, imports }] : [];
    });
    expect([...new Set(inGateway.map(({ room }) => room))].sort()).toEqual([...known].sort());
    const wrong = inGateway.flatMap(({ path, room, imports }) =>
      imports
        .filter((target) => target.startsWith('gateway/') && roomOf(target) !== room)
        .filter((target) => {
          const other = roomOf(target);
          return other === null || floorOf(other) >= floorOf(room);
        })
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('never form a circle of files', () => {
    expect(circleAmong(new Map(files.map((file) => [file.path, file.imports])))).toBeNull();
  });
});

describe('files and folders', () => {
  it('have one header sentence each', () => {
    expect(files.filter((file) => file.header.length < 20).map((file) => file.path)).toEqual([]);
  });

  it('are never barrels or grab bags', () => {
    const paths = files.map((file) => file.path).filter((path) => !path.startsWith('test/helpers/'));
    expect(
      paths.filter(
        (path) => /(^|\/)index\.ts$/.test(path) || path.split('/').some((part) => FORBIDDEN_NAMES.includes(part)),
      ),
    ).toEqual([]);
  });

  it('are named in kebab-case', () => {
    expect(files.map((file) => file.path).filter((path) => !/^[a-z0-9./-]+$/.test(path))).toEqual([]);
  });

  it(`stay under ${LONGEST_FILE_LINES} lines, data of the demo apart`, () => {
    const long = files.filter(
      (file) => file.folder !== 'test' && file.folder !== 'data' && file.text.split('\n').length > LONGEST_FILE_LINES,
    );
    expect(long.map((file) => file.path)).toEqual([]);
  });

  it('export no function or constant that nobody else uses', () => {
    const unused = layered.flatMap((file) =>
      [...file.text.matchAll(/^export (?:async )?(?:function\*?|const) (\w+)/gm)]
        .map((match) => match[1] ?? '')
        .filter((name) => !files.some((other) => other !== file && new RegExp(`\\b${name}\\b`).test(other.text)))
        .map((name) => `${file.path}: ${name}`),
    );
    expect(unused).toEqual([]);
  });

  it('never swallow an error', () => {
    expect(files.filter((file) => /catch\s*(?:\(\w+\))?\s*\{\s*\}/.test(file.text)).map((file) => file.path)).toEqual(
      [],
    );
  });

  it('are all in a folder of the map', () => {
    const known = ['', ...FOLDERS.map(([folder]) => folder)];
    expect([...new Set(files.map((file) => file.folder))].filter((folder) => !known.includes(folder))).toEqual([]);
  });
});

describe('a subgraph', () => {
  it.each(['jobs', 'people', 'ranking', 'insights', 'account'])('%s has the same base name in every layer', (name) => {
    const layers = [
      `schema/${name}.graphql`,
      `resolvers/${name}.ts`,
      `subgraphs/${name}.ts`,
      `test/resolvers/${name}.test.ts`,
    ];
    expect(layers.filter((path) => !existsSync(projectPath(path)))).toEqual([]);
  });
});

describe('documents', () => {
  it('say what the code says', () => {
    const stale = generatedPages().filter(
      ({ path, content }) => !existsSync(projectPath(path)) || readFileSync(projectPath(path), 'utf8') !== content,
    );
    expect(
      stale.map(({ path }) => path),
      'run: npm run docs',
    ).toEqual([]);
  });

  it('name only paths that exist', () => {
    const folders = FOLDERS.map(([folder]) => folder).join('|');
    const named = new RegExp(`\`((?:${folders})/[A-Za-z0-9_./-]*)\`|\\]\\((?!https?:|#)([^)\\s]+)\\)`, 'g');
    const missing = PAGES.flatMap((page) =>
      [...readFileSync(projectPath(page), 'utf8').matchAll(named)]
        .map((match) => (match[2] ? join(dirname(page), match[2]) : (match[1] ?? '')))
        .filter((path) => !existsSync(projectPath(path)))
        .map((path) => `${page}: ${path}`),
    );
    expect(missing).toEqual([]);
  });
});

function folderOf(path: string): string {
  return path.split('/')[0] ?? '';
}

/** A folder inside one of the map; null for the files beside such folders, which join them. */
function roomOf(path: string): string | null {
  const [folder, room, file] = path.split('/');
  return file === undefined ? null : `${folder}/${room}`;
}

function isAllowed(file: SourceFile, target: string): boolean {
  const [folder = '', rest] = target.split('/');
  if (rest === undefined) return target === 'package.json';
  if (folder === file.folder || (target === 'search/types.ts' && file.folder === 'ingest')) return true;
  return MAY_IMPORT[file.folder]?.includes(folder) ?? false;
}

function circleAmong(imports: ReadonlyMap<string, readonly string[]>): readonly string[] | null {
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): readonly string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const next of imports.get(path) ?? []) {
      const circle = visit(next, [...trail, path]);
      if (circle) return circle;
    }
    done.add(path);
    return null;
  };
  for (const path of imports.keys()) {
    const circle = visit(path, []);
    if (circle) return circle;
  }
  return null;
}
