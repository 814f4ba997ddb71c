/** A feed is written down as it comes in, cut to the limits, whatever the pieces that it comes in. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { spoolLines } from '../../ingest/spool-lines.ts';
import { temporaryFolder } from '../helpers/temporary-folder.ts';

const LIMITS = { feedBytes: 60, feedLines: 3, feedLineBytes: 10 };

async function* pieces(texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

async function spooled(...texts: readonly string[]): Promise<string> {
  const file = join(temporaryFolder(), 'feed');
  await spoolLines(pieces(texts), file, LIMITS);
  return gunzipSync(readFileSync(file)).toString();
}

test('lines stay as they are, in one piece or letter by letter', async () => {
  const text = 'one\n\nthree';
  expect(await spooled(text)).toBe(text);
  expect(await spooled(...text)).toBe(text);
});

test('of a line that is too long one byte more than the limit is kept, and the others whole', async () => {
  const text = `a\n${'x'.repeat(30)}\nb\n`;
  const kept = `a\n${'x'.repeat(11)}\nb\n`;
  expect(await spooled(text)).toBe(kept);
  expect(await spooled(...text)).toBe(kept);
});

test('three lines are taken with and without a last line end, a fourth is refused', async () => {
  expect(await spooled('1\n2\n3')).toBe('1\n2\n3');
  expect(await spooled('1\n2\n3\n')).toBe('1\n2\n3\n');
  await expect(spooled('1\n2\n3\n4')).rejects.toMatchObject({ code: 'QUERY_TOO_LARGE', details: { limit: 3 } });
});

test('more bytes than the limit are refused before they are written', async () => {
  await expect(spooled('x'.repeat(61))).rejects.toMatchObject({
    code: 'QUERY_TOO_LARGE',
    details: { limit: 60, got: 61 },
  });
});

test('a feed of blanks is refused', async () => {
  await expect(spooled(' \n\r\n\t')).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  await expect(spooled()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test('what the body throws comes out', async () => {
  const file = join(temporaryFolder(), 'feed');
  const broken = (async function* () {
    yield Buffer.from('one\n');
    throw new Error('the client went away');
  })();
  await expect(spoolLines(broken, file, LIMITS)).rejects.toThrow('the client went away');
  expect(existsSync(file)).toBe(true);
});
