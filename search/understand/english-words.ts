/** The whole words of the models' vocabulary: common English words that no corpus has to contain to be right. */
import { readFileSync } from 'node:fs';
import { projectPath } from '../../runtime/project-root.ts';

interface TokenizerFile {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

let words: ReadonlySet<string> | null = null;

/** True for a lower-case word of the vocabulary. Reads the vocabulary once a process. */
export function isEnglish(word: string): boolean {
  words ??= readWords();
  return words.has(word);
}

/** True for a word that is known or a regular form of a known one. */
export function isRightWord(word: string, isKnown: (word: string) => boolean): boolean {
  return isKnown(word) || baseForms(word).some(isKnown);
}

/** The regular inflections of English, each with what it was put in the place of. */
const ENDINGS: readonly (readonly [ending: RegExp, replacements: readonly string[]])[] = [
  [/ies$/, ['y']],
  [/(?<=ch|sh|s|x|z)es$/, ['']],
  [/(?<=[^s])s$/, ['']],
  [/ed$/, ['', 'e']],
  [/ing$/, ['', 'e']],
  [/ly$/, ['']],
];

function baseForms(word: string): readonly string[] {
  return ENDINGS.flatMap(([ending, replacements]) =>
    ending.test(word) ? replacements.map((replacement) => word.replace(ending, replacement)) : [],
  );
}

function readWords(): ReadonlySet<string> {
  const path = projectPath('models', 'minilm', 'tokenizer.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as TokenizerFile;
  return new Set(Object.keys(file.model.vocab).filter((token) => /^[a-z]{3,}$/.test(token)));
}
