/** How long an answer of Redis is waited for, and what kinds of failure there are. */

/** Nothing was answered in time; the command may still have been done. */
export class LateAnswer extends Error {
  constructor(limitMs: number) {
    super(`no answer within ${limitMs} ms`);
    this.name = 'LateAnswer';
  }
}

/**
 * Rejects with LateAnswer. An answer that came while this process was busy is not late: timers run before sockets are
 * read, so the verdict waits for one reading.
 */
export async function withinTime<T>(answer: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => setImmediate(() => reject(new LateAnswer(limitMs))), limitMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Redis answered, with an error: out of memory, read-only, wrong password, not permitted. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError';
}
