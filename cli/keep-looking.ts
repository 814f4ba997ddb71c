/** Does a small piece of work again and again, one at a time, for as long as a process serves. */

export interface Looking {
  /** Resolves when no piece is under way. */
  readonly end: () => Promise<void>;
}

/** One that fails is tried again, and told once until it ends in another way. */
export function keepLooking(
  work: (signal: AbortSignal) => Promise<void>,
  everyMs: number,
  tell: (error: unknown) => void,
): Looking {
  const ending = new AbortController();
  let running: Promise<void> | null = null;
  let told: string | null = null;
  const look = async (): Promise<void> => {
    try {
      await work(ending.signal);
      told = null;
    } catch (error) {
      const reason = String(error);
      if (reason !== told) tell(error);
      told = reason;
    }
    running = null;
  };
  const timer = setInterval(() => {
    running ??= look();
  }, everyMs);
  timer.unref();
  return {
    end: async () => {
      clearInterval(timer);
      ending.abort(new Error('the server is stopping'));
      await running;
    },
  };
}
