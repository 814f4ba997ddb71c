/** The held-out queries of the shared folder, read only so that nothing like them is trained on. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { NamedText } from './near-copies.ts';

/** The part of a query file's name that says what it is for. */
const HELD_OUT = /_dev\.jsonl$/;

export const queryFolder = (sharedFolder: string): string => join(sharedFolder, 'evaluation', 'queries');

/** Of all verticals and kinds; empty without the shared folder. */
export function readHeldOut(sharedFolder: string): readonly NamedText[] {
  return filesIn(queryFolder(sharedFolder), HELD_OUT).flatMap(readTexts);
}

/** Posted titles that the encoder is measured on; empty without the shared folder. */
export function readHeldOutTitles(sharedFolder: string): readonly NamedText[] {
  return filesIn(join(sharedFolder, 'data', 'eval', 'vacancy_title_to_esco'), /^queries\.jsonl$/).flatMap(readTexts);
}

/** Paths of the files of a folder whose name fits, in order; none when there is no such folder. */
export function filesIn(folder: string, names: RegExp): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => names.test(name))
    .sort()
    .map((name) => join(folder, name));
}

/** Texts of JSON Lines of {text, qid?}, named by query id or line. */
export function readTexts(file: string): readonly NamedText[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, index) => {
    if (line === '') return [];
    const { qid, text } = JSON.parse(line) as { qid?: string; text: string };
    return [{ name: qid ?? `${basename(file)}:${index + 1}`, text }];
  });
}

/** Texts of lines "vertical, category, marked text" without the marks of understanding_marked.py, named by line. */
export function readMarkedTexts(file: string): readonly NamedText[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line, index) => {
    const marked = line.split('\t')[2] ?? '';
    const text = marked.replace(/\{[^}]*\}/g, '').replace(/\[-?\w+ ([^\]=]+)(?:=[^\]]*)?\]/g, '$1');
    return { name: `${basename(file)}:${index + 1}`, text: text.trim() };
  });
}
