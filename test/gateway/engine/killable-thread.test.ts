/** A thread that is ended with the one question that it cannot answer, while all others are answered. */
import { expect, it } from 'vitest';
import { KillableThread, ThreadEnded, TooManyQuestions } from '../../../gateway/engine/killable-thread.ts';
import { projectPath } from '../../../runtime/project-root.ts';

interface Question {
  readonly act: 'echo' | 'fail with' | 'hang' | 'fill its memory' | 'exit' | 'crash';
  readonly what?: string;
  readonly limitMs: number;
}

/** Never reached by an act that ends. */
const LONG = 60_000;
const start = () =>
  new KillableThread<Question, string>({ file: projectPath('test', 'helpers', 'obedient-thread.mjs'), args: [] });
const echo = (what: string): Question => ({ act: 'echo', what, limitMs: LONG });

it('answers questions in their order', async () => {
  const thread = start();
  expect(await Promise.all(['a', 'b', 'c'].map((what) => thread.ask(echo(what))))).toEqual(['a', 'b', 'c']);
});

it('tells the error of one question to that one alone', async () => {
  const thread = start();
  const failing = thread.ask({ act: 'fail with', what: 'no such list', limitMs: LONG });
  const next = thread.ask(echo('next'));
  await expect(failing).rejects.toThrow(new RangeError('no such list'));
  expect(await next).toBe('next');
});

it.each<readonly [act: Question['act'], limitMs: number, why: RegExp, isOverworked: boolean]>([
  ['hang', 50, /^no answer within 50 ms$/, true],
  ['fill its memory', LONG, /memory/, true],
  ['exit', LONG, /^exit code 3$/, false],
  ['crash', LONG, /^crashed$/, false],
])(
  'that is told to %s is ended, and the next one answers what waited and what comes',
  async (act, limitMs, why, isOverworked) => {
    const thread = start();
    const before = thread.ask(echo('before'));
    const lost = thread.ask({ act, limitMs });
    const waiting = [thread.ask(echo('waited')), thread.ask(echo('waited, too'))];
    const error = await lost.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ThreadEnded);
    expect(error).toMatchObject({ message: expect.stringMatching(why), isOverworked });
    expect(await before).toBe('before');
    expect(await Promise.all(waiting)).toEqual(['waited', 'waited, too']);
    expect(await thread.ask(echo('after'))).toBe('after');
  },
);

it('takes no more questions while a hundred are asked, and takes them again afterwards', async () => {
  const thread = start();
  const asked = Array.from({ length: 100 }, (_, index) => thread.ask(echo(String(index))));
  await expect(thread.ask(echo('one more'))).rejects.toBeInstanceOf(TooManyQuestions);
  expect(await Promise.all(asked)).toHaveLength(100);
  expect(await thread.ask(echo('after'))).toBe('after');
});

it('has its answer taken although this thread was busy when the time was over', async () => {
  const thread = start();
  await thread.ask(echo('started'));
  const answered = thread.ask({ ...echo('in time'), limitMs: 1_000 });
  const endMs = performance.now() + 1_500;
  // The answer lies there before the timer is looked at.
  await new Promise((resolve) => setImmediate(resolve));
  while (performance.now() < endMs);
  expect(await answered).toBe('in time');
});
