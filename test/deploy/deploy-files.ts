/** The files of deploy/ as data. */
import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { projectPath } from '../../runtime/project-root.ts';

/** What is in a YAML file, before anything is known of it. */
export type Node = { readonly [name: string]: unknown };

export const containerfile = (): string => readFileSync(projectPath('deploy', 'Containerfile'), 'utf8');

/** One instruction a line, comments left out. */
export function instructions(): readonly (readonly [name: string, rest: string])[] {
  const lines = containerfile()
    .replace(/^#.*\n/gm, '')
    .replace(/\\\n\s*/g, '')
    .split('\n');
  return lines.filter((line) => line !== '').map((line) => [line.split(' ')[0] ?? '', line.replace(/^\S+\s+/, '')]);
}

/** The paths of the project that the image has. */
export function imagePaths(): readonly string[] {
  return instructions().flatMap(([name, rest]) => {
    const [, path] = /^--from=build \/tandem\/(\S+)/.exec(rest) ?? [];
    return name === 'COPY' && path !== undefined ? [path] : [];
  });
}

export const compose = (): Node =>
  parse(readFileSync(projectPath('deploy', 'compose.yaml'), 'utf8'), { merge: true }) as Node;

/** Every object of every file of the cluster. Throws on what is no YAML. */
export function clusterObjects(): readonly Node[] {
  const folder = projectPath('deploy', 'kubernetes');
  return readdirSync(folder).flatMap((name) =>
    parseAllDocuments(readFileSync(`${folder}/${name}`, 'utf8')).map((document) => {
      if (document.errors.length > 0) throw document.errors[0];
      return document.toJS() as Node;
    }),
  );
}

/** Every value anywhere below under this name. */
export function valuesOf(node: unknown, name: string): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => [...(key === name ? [value] : []), ...valuesOf(value, name)]);
}
