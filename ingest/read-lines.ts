/** The lines of a text file such as JSON Lines, plain or gzip, with their numbers. */

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { badInput } from '../runtime/errors.ts';

export interface InputLine {
  /** Counts from 1. */
  readonly number: number;
  readonly text: string;
}

const GZIP_MAGIC = [0x1f, 0x8b];
/** Editors put it before the first line, where JSON allows nothing. */
const BYTE_ORDER_MARK = /^\ufeff/;
/** A file without line ends is no list of lines; it must not fill the memory before that is said. */
const MAX_LINE_CHARACTERS = 16_000_000;

/** Empty lines are left out. Gzip is known by its first bytes, not by the name. Throws BAD_USER_INPUT when unreadable. */
export async function* readLines(file: string): AsyncGenerator<InputLine> {
  const input = await openInput(file);
  let number = 0;
  try {
    for await (const text of splitLines(input)) {
      number += 1;
      const line = number === 1 ? text.replace(BYTE_ORDER_MARK, '') : text;
      if (line.trim() !== '') yield { number, text: line };
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw badInput(`${file}: expected lines of text, plain or gzip; reading stopped after line ${number}: ${reason}`);
  } finally {
    input.destroy();
  }
}

async function openInput(file: string): Promise<Readable> {
  const isCompressed = await isGzip(file);
  const stream = createReadStream(file);
  // The callback is needed to have errors of the file destroy the reader; the loop over the reader throws them.
  return isCompressed ? pipeline(stream, createGunzip(), () => undefined) : stream;
}

async function* splitLines(input: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of input as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARACTERS)
      throw new Error(`a line may have ${MAX_LINE_CHARACTERS} characters, this one has more`);
    yield* lines;
  }
  rest += decoder.end();
  if (rest !== '') yield rest;
}

async function isGzip(file: string): Promise<boolean> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(GZIP_MAGIC.length), 0, GZIP_MAGIC.length, 0);
      return bytesRead === GZIP_MAGIC.length && GZIP_MAGIC.every((byte, index) => buffer[index] === byte);
    } finally {
      await handle.close();
    }
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const why = isMissing ? 'there is no such file' : String(error);
    throw badInput(`${file}: expected a readable file; ${why}`);
  }
}
