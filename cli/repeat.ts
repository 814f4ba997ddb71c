/** Does something again and again, one at a time, until it is ended. */

/** `work` never rejects; told by its argument that no more is wanted, it ends early. The timer keeps no process alive. */
export function repeat(
  everyMs: number,
  work: (isEnding: () => boolean) => Promise<void>,
): { readonly end: () => Promise<void> } {
  let running: Promise<void> | null = null;
  let isEnded = false;
  const timer = setInterval(() => {
    running ??= work(() => isEnded).finally(() => {
      running = null;
    });
  }, everyMs);
  timer.unref();
  return {
    end: async () => {
      isEnded = true;
      clearInterval(timer);
      await running;
    },
  };
}
