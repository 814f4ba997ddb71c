/** A file that is written piece by piece, plain or gzip, hashed before and after compression. */

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export interface WrittenFile {
  /** As it lies on the disk. */
  readonly bytes: number;
  readonly sha256: string;
  /** Of what was written, before compression. */
  readonly contentSha256: string;
}

export interface OutputFile {
  /** Resolves when more may come. Throws what stopped the file (such as ENOSPC), however long ago. */
  readonly write: (bytes: Buffer) => Promise<void>;
  /** Resolves when everything is written; throws what stopped the file. */
  readonly finish: () => Promise<WrittenFile>;
  /** Closes the file as it is; never throws. */
  readonly discard: () => Promise<void>;
}

/** `gzipLevel` 1 to 9; null writes plain bytes. */
export function openOutputFile(path: string, gzipLevel: number | null): OutputFile {
  const contentHash = createHash('sha256');
  const storedHash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      storedHash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const file = createWriteStream(path);
  const whenClosed = new Promise<void>((resolve) => file.once('close', resolve));
  const input = gzipLevel === null ? measure : createGzip({ level: gzipLevel });
  const whenWritten = input === measure ? pipeline(measure, file) : pipeline(input, measure, file);
  // Told by the next write or by the end; until then nobody waits for this promise.
  whenWritten.catch(() => undefined);
  return {
    write: async (content) => {
      // A write to a stream that has ended badly would answer that it is destroyed, and not why.
      if (input.destroyed) await whenWritten;
      contentHash.update(content);
      // What fails the file destroys this stream, and then no drain comes.
      if (!input.write(content)) await Promise.race([once(input, 'drain'), whenWritten]);
    },
    finish: async () => {
      if (!input.destroyed) input.end();
      await whenWritten;
      return { bytes, sha256: storedHash.digest('hex'), contentSha256: contentHash.digest('hex') };
    },
    discard: async () => {
      input.destroy();
      await whenWritten.catch(() => undefined);
      // A file that is still opened would be made anew in a folder that is being removed.
      await whenClosed;
    },
  };
}
