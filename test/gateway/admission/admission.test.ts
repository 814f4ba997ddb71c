/** Admission: places are kept, interactive searches go before batch work, and what does not fit is told when to come back. */
import { describe, expect, it, vi } from 'vitest';
import { Admission, type Admitted } from '../../../gateway/admission/admission.ts';
import { createMetrics } from '../../../runtime/telemetry.ts';
import { manualClock } from '../../helpers/manual-clock.ts';

function open(maximum = 2, longestWaitMs = 60_000) {
  const metrics = createMetrics();
  const clock = manualClock();
  return { clock, metrics, admission: new Admission({ clock, metrics, maximum, longestWaitMs }) };
}

/** Fills all places of a maximum of two. */
async function full(admission: Admission): Promise<readonly Admitted[]> {
  return [await admission.enter('interactive'), await admission.enter('interactive')];
}

describe('a search', () => {
  it('runs at once while there is a place, waits when there is none, and is let in when one ends', async () => {
    const { admission } = open();
    const [first] = await full(admission);
    const order: string[] = [];
    const third = admission.enter('interactive').then(() => order.push('third'));
    await Promise.resolve();
    order.push('before');
    first?.end('success');
    await third;
    expect(order).toEqual(['before', 'third']);
  });

  it('is refused at once when the queue is full, with the time after which to try again', async () => {
    const { admission, metrics } = open();
    await full(admission);
    const waits = admission.enter('interactive');
    await expect(admission.enter('interactive')).rejects.toMatchObject({
      code: 'OVERLOADED',
      details: { retryAfterMs: 1_000 },
    });
    expect(await metrics.registry.getSingleMetricAsString('tandem_admission_refused_total')).toContain(
      'tandem_admission_refused_total{lane="interactive"} 1',
    );
    waits.catch(() => undefined);
  });

  it('does not wait longer than its caller, nor than the longest wait', async () => {
    const { admission } = open(2, 5);
    await full(admission);
    const caller = new AbortController();
    const left = admission.enter('interactive', caller.signal);
    caller.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await expect(admission.enter('interactive')).rejects.toMatchObject({ code: 'OVERLOADED' });
    await expect(admission.enter('interactive', caller.signal)).rejects.toThrow('gone');
  });

  it('frees one place however often it ends', async () => {
    const { admission } = open();
    const [first, second] = await full(admission);
    first?.end('success');
    first?.end('success');
    const third = await admission.enter('interactive');
    const waits = admission.enter('interactive');
    let isIn = false;
    void waits.then(() => {
      isIn = true;
    });
    await Promise.resolve();
    expect(isIn).toBe(false);
    second?.end('success');
    await waits;
    third.end('success');
  });
});

describe('waiting', () => {
  it('lasts half of what a search takes alone, and at least 50 ms, when nothing else is set', async () => {
    vi.useFakeTimers();
    try {
      for (const [aloneMs, waitMs] of [
        [10, 50],
        [400, 200],
      ] as const) {
        const { clock, metrics } = open();
        const admission = new Admission({ clock, metrics, maximum: 2 });
        const first = await admission.enter('interactive');
        clock.advance(aloneMs);
        first.end('success');
        await full(admission);
        let isRefused = false;
        const waits = admission.enter('interactive').catch(() => {
          isRefused = true;
        });
        await vi.advanceTimersByTimeAsync(waitMs - 1);
        expect(isRefused).toBe(false);
        await vi.advanceTimersByTimeAsync(1);
        expect(isRefused).toBe(true);
        await waits;
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it('that ends without a place is worded without the one that is told', async () => {
    const { admission } = open(2, 5);
    await full(admission);
    await expect(admission.enter('interactive')).rejects.toThrow('while 0 wait');
  });
});

describe('an operation of several searches', () => {
  it('takes as many places, and at most all', async () => {
    const { admission, metrics } = open(3);
    const places = async () => (await metrics.admissionInFlight.get()).values[0]?.value;
    const two = await admission.enter('interactive', undefined, 2);
    expect(await places()).toBe(2);
    const order: string[] = [];
    const many = admission.enter('interactive', undefined, 30).then((admitted) => {
      order.push('many');
      return admitted;
    });
    const one = admission.enter('batch').then(() => order.push('one'));
    two.end('success');
    const admittedMany = await many;
    expect(await places()).toBe(3);
    expect(order).toEqual(['many']);
    admittedMany.end('success');
    await one;
    expect(await places()).toBe(1);
  });
});

describe('batch work', () => {
  it('gets half of the places, and waits behind every interactive search', async () => {
    const { admission } = open();
    const running = await admission.enter('interactive');
    const order: string[] = [];
    const batch = admission.enter('batch').then((admitted) => {
      order.push('batch');
      return admitted;
    });
    const second = await admission.enter('interactive');
    const third = admission.enter('interactive').then((admitted) => {
      order.push('interactive');
      return admitted;
    });
    running.end('success');
    const thirdAdmitted = await third;
    second.end('success');
    expect(order).toEqual(['interactive']);
    thirdAdmitted.end('success');
    await batch;
    expect(order).toEqual(['interactive', 'batch']);
  });

  it('makes room for an interactive search that finds its lane full', async () => {
    const { admission } = open();
    const [first] = await full(admission);
    const batch = admission.enter('batch');
    const refused = expect(batch).rejects.toMatchObject({ code: 'OVERLOADED' });
    const waits = admission.enter('interactive');
    const another = admission.enter('interactive');
    await refused;
    first?.end('success');
    (await waits).end('success');
    (await another).end('success');
  });
});
