/** Progress away from a terminal is a line now and then with rate and time left, and a last one at the end. */
import { expect, test } from 'vitest';
import { createProgress } from '../../cli/progress.ts';
import { manualClock } from '../helpers/manual-clock.ts';

function recorded(total: number | null) {
  const clock = manualClock();
  const lines: string[] = [];
  const display = createProgress('index', total, { write: (text: string) => lines.push(text) }, clock);
  return { clock, lines, display };
}

test('lines come at most every five seconds, and the last state is always told', () => {
  const { clock, lines, display } = recorded(100);
  for (let done = 1; done <= 100; done += 1) {
    clock.advance(100);
    display.update(done);
  }
  display.end();
  expect(lines).toEqual(['index 50/100 · 10/s · 5 s left\n', 'index 100/100 · 10/s · 0 s left\n']);
});

test('without a total there is no time left, and minutes are told as minutes', () => {
  const { clock, lines, display } = recorded(null);
  clock.advance(5_000);
  display.update(15);
  expect(lines).toEqual(['index 15 · 3.0/s\n']);
  const long = recorded(1_000);
  long.clock.advance(5_000);
  long.display.update(10, { perSecond: 2, secondsLeft: 125 });
  expect(long.lines).toEqual(['index 10/1000 · 2.0/s · 2 min 5 s left\n']);
});

test('nothing is told of what never started', () => {
  const { lines, display } = recorded(5);
  display.end();
  expect(lines).toEqual([]);
});
