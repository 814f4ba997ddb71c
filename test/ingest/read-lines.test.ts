/** Lines come with their numbers from plain and gzip files, and an unreadable file says why. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type InputLine, readLines } from '../../ingest/read-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

async function linesOf(content: string | Buffer): Promise<readonly InputLine[]> {
  const file = join(temporaryFolder(), 'lines');
  await writeFile(file, content);
  const lines: InputLine[] = [];
  for await (const line of readLines(file)) lines.push(line);
  return lines;
}

test('empty lines are left out and counted', async () => {
  const expected = [
    { number: 1, text: '{"id":1}' },
    { number: 3, text: '{"id":"é 🍳"}' },
  ];
  const text = '{"id":1}\n\n{"id":"é 🍳"}\n  \n';
  expect(await linesOf(text)).toEqual(expected);
  expect(await linesOf(gzipSync(text))).toEqual(expected);
});

test('a byte order mark is no part of the first line', async () => {
  expect(await linesOf('\ufeff{"id":1}\n\ufeff{"id":2}')).toEqual([
    { number: 1, text: '{"id":1}' },
    { number: 2, text: '\ufeff{"id":2}' },
  ]);
});

test('a file of several pieces of gzip is read to its end', async () => {
  const lines = await linesOf(Buffer.concat([gzipSync('a\n'), gzipSync('b')]));
  expect(lines.map((line) => line.text)).toEqual(['a', 'b']);
});

test('characters that two chunks share stay whole', async () => {
  const long = `${'é'.repeat(70_001)}🍳`;
  expect((await linesOf(`${long}\nx${long}`)).map((line) => line.text)).toEqual([long, `x${long}`]);
});

test('a line is what stands between two line feeds, whatever it is', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !/[\n\r]/.test(text));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (texts) => {
      const expected = texts.flatMap((text, index) => (text.trim() === '' ? [] : [{ number: index + 1, text }]));
      expect(await linesOf(texts.join('\n'))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});

test('nothing comes of an empty file', async () => {
  expect(await linesOf('')).toEqual([]);
});

test.each([
  ['is not there', async () => join(temporaryFolder(), 'none'), 'there is no such file'],
  ['is a folder', async () => temporaryFolder(), 'EISDIR'],
])('a file that %s is refused', async (_name, fileOf, message) => {
  const file = await fileOf();
  const read = async () => {
    for await (const _ of readLines(file));
  };
  await expect(read()).rejects.toMatchObject({ code: 'BAD_USER_INPUT', message: expect.stringContaining(message) });
});

test('an archive that is cut short gives its lines and then says where reading stopped', async () => {
  const whole = gzipSync(Array.from({ length: 5_000 }, (_, index) => `${index * 7919}`).join('\n'));
  await expect(linesOf(whole.subarray(0, whole.length - 20))).rejects.toThrow(
    /reading stopped after line \d+: unexpected end of file/,
  );
});
