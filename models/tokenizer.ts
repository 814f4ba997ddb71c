/** Turns texts and text pairs into the token ids that our models read. Ids are kept nowhere: a query takes 0.02 ms, its shortest pass 6 ms (bench/batch-path.ts). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer as HuggingFaceTokenizer } from '@huggingface/tokenizers';
import { type EncodedText, encodeText } from './understanding.ts';

export interface Tokenizer {
  /** Ids [≤ maxTokens], [CLS] text [SEP]; longer texts are cut. */
  encode(text: string, maxTokens: number): Int32Array;
  /** Ids [≤ maxTokens], [CLS] query [SEP] document [SEP]; the query keeps at most `maxQueryTokens`, then the document is cut. */
  encodePair(query: string, document: string, maxTokens: number, maxQueryTokens: number): Int32Array;
  /** The text in pieces, each with its tokens, as the understanding model reads it. */
  encodePieces(text: string): EncodedText;
}

/** Ids of a text in any vocabulary, without tokens that are added to texts; reads the same files as `loadTokenizer`. */
export function loadTokenIds(folder: string): (text: string) => readonly number[] {
  const tokenizer = readTokenizer(folder);
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}

function readTokenizer(folder: string): HuggingFaceTokenizer {
  const read = (name: string): object => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return new HuggingFaceTokenizer(read('tokenizer.json'), read('tokenizer_config.json'));
}

/** Reads `tokenizer.json` and `tokenizer_config.json` of a folder. */
export function loadTokenizer(folder: string): Tokenizer {
  const wordPiece = readTokenizer(folder);
  const cls = requiredId(wordPiece, '[CLS]');
  const sep = requiredId(wordPiece, '[SEP]');
  const bare = (text: string): readonly number[] => wordPiece.encode(text, { add_special_tokens: false }).ids;
  return {
    encode: (text, maxTokens) => Int32Array.of(cls, ...bare(text).slice(0, maxTokens - 2), sep),
    encodePieces: (text) => encodeText(text, bare, cls, sep),
    encodePair: (query, document, maxTokens, maxQueryTokens) => {
      const queryIds = bare(query).slice(0, maxQueryTokens);
      const documentIds = bare(document).slice(0, Math.max(0, maxTokens - queryIds.length - 3));
      return Int32Array.of(cls, ...queryIds, sep, ...documentIds, sep);
    },
  };
}

function requiredId(tokenizer: HuggingFaceTokenizer, token: string): number {
  const id = tokenizer.token_to_id(token);
  if (id === undefined)
    throw new Error(`the tokenizer has no token ${token}; expected a BERT vocabulary in tokenizer.json`);
  return id;
}
