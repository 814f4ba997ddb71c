/** The next event of a source, or what comes instead of all others. */
import { describe, expect, it, vi } from 'vitest';
import { leave, nextUnless } from '../../subgraphs/next-unless.ts';

async function* counting(): AsyncGenerator<number, void, void> {
  for (let event = 1; ; event += 1) yield event;
}
const never = new Promise<never>(() => undefined);

describe('the next event', () => {
  it('is that of the source, and what may come instead is listened to once for all of them', async () => {
    const instead = new Promise<string>(() => undefined);
    const listened = vi.spyOn(instead, 'then');
    const next = nextUnless(counting(), instead);
    for (let event = 1; event <= 5; event += 1) expect(await next()).toEqual({ done: false, value: event });
    expect(listened).toHaveBeenCalledTimes(1);
  });

  it('is what came instead while the source was waited for, and ever after', async () => {
    let end: (why: string) => void = () => undefined;
    const instead = new Promise<string>((resolve) => {
      end = resolve;
    });
    const next = nextUnless({ next: () => never }, instead);
    const waited = next();
    end('the caller was refused');
    expect(await waited).toEqual({ instead: 'the caller was refused' });
    expect(await next()).toEqual({ instead: 'the caller was refused' });
  });

  it('is the error of a source that fails', async () => {
    const failing = { next: () => Promise.reject(new Error('a wire broke')) };
    await expect(nextUnless(failing, never)()).rejects.toThrow('a wire broke');
  });
});

it('a source that fails when it is left fails nobody', async () => {
  const left = vi.fn(() => Promise.reject(new Error('too late')));
  leave({ next: () => never, return: left });
  await Promise.resolve();
  expect(left).toHaveBeenCalledTimes(1);
});
