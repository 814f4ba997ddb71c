/** Writes the lines of a feed to a file while they come in, counted and cut to the limits; nothing of them is held. */

import { badInput, TandemError } from '../runtime/errors.ts';
import type { FeedLimits } from '../runtime/feed-limits.ts';
import { openOutputFile } from '../stores/output-file.ts';

type SpoolLimits = Pick<FeedLimits, 'feedBytes' | 'feedLines' | 'feedLineBytes'>;

const LINE_END = 0x0a;
const BLANKS: readonly number[] = [LINE_END, 0x0d, 0x20, 0x09];
/** What a feed weighs on the disk matters less than how fast it is taken. */
const GZIP_LEVEL = 1;

/**
 * Leaves no file when it throws: QUERY_TOO_LARGE for a feed beyond the limits, BAD_USER_INPUT for one of blanks, and what the
 * body throws. Of a line that is too long one byte more than the limit is kept, by which its reader knows it.
 */
export async function spoolLines(body: AsyncIterable<Buffer>, file: string, limits: SpoolLimits): Promise<void> {
  const output = openOutputFile(file, GZIP_LEVEL);
  const cut = createCutter(limits);
  try {
    for await (const chunk of body) await output.write(cut.take(chunk));
    if (!cut.hasText()) throw badInput('a feed must have a line that is not blank, got none');
    await output.finish();
  } catch (error) {
    await output.discard();
    throw error;
  }
}

function createCutter(limits: SpoolLimits) {
  let [bytes, lines, lineBytes] = [0, 1, 0];
  let hasText = false;
  const take = (chunk: Buffer): Buffer => {
    bytes += chunk.length;
    if (bytes > limits.feedBytes) throw tooLarge('bytes', limits.feedBytes, bytes);
    hasText ||= chunk.some((byte) => !BLANKS.includes(byte));
    const kept: Buffer[] = [];
    for (let start = 0; start < chunk.length; ) {
      const end = chunk.indexOf(LINE_END, start);
      const piece = chunk.subarray(start, end === -1 ? chunk.length : end);
      kept.push(piece.subarray(0, Math.max(0, limits.feedLineBytes + 1 - lineBytes)));
      lineBytes += piece.length;
      start += piece.length;
      if (end === -1) break;
      kept.push(chunk.subarray(end, end + 1));
      start += 1;
      // What stands behind the last line end is a line of its own only when there is something.
      if (++lines > limits.feedLines + 1) throw tooLarge('lines', limits.feedLines, lines - 1);
      lineBytes = 0;
    }
    if (lineBytes > 0 && lines > limits.feedLines) throw tooLarge('lines', limits.feedLines, lines);
    return kept.length === 1 ? (kept[0] ?? chunk) : Buffer.concat(kept);
  };
  return { take, hasText: () => hasText };
}

function tooLarge(what: string, limit: number, got: number): TandemError {
  const message = `a feed may have ${limit} ${what}, got at least ${got}; send it in several parts`;
  return new TandemError('QUERY_TOO_LARGE', message, { limit, got });
}
