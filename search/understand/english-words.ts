/** The whole words of the models' vocabulary: common English words that no corpus has to contain to be right. */
import { readFileSync } from 'node:fs';
import { projectPath } from '../../runtime/project-root.ts';

interface TokenizerFile {
  readonly model: { readonly vocab: Readonly<Record<string, number>> };
}

let words: ReadonlySet<string> | null = null;

/** Lower-case words of two letters or more; read once a process. */
export function englishWords(): ReadonlySet<string> {
  words ??= readWords();
  return words;
}

function readWords(): ReadonlySet<string> {
  const path = projectPath('models', 'minilm', 'tokenizer.json');
  const file = JSON.parse(readFileSync(path, 'utf8')) as TokenizerFile;
  return new Set(Object.keys(file.model.vocab).filter((token) => /^[a-z]{2,}$/.test(token)));
}
