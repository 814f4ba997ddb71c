/** What is refused is counted by its code, what fails as INTERNAL, which wakes somebody up, and who goes away not at all. */

import { expect, it } from 'vitest';
import { type GatewayRequest, HttpError } from '../../../gateway/http/http.ts';
import { countRefusals } from '../../../gateway/sight/count-refusals.ts';
import { createMetrics } from '../../../runtime/telemetry.ts';

const GONE = new Error('gone');
const DEFECT = new Error('a defect');
const BROKEN_OFF = { destroyed: true, complete: false };
const WHOLE = { destroyed: true, complete: true };

it.each([
  ['a refusal', new HttpError(429, 'later', { code: 'RATE_LIMITED' }), WHOLE, undefined, ['RATE_LIMITED']],
  ['a defect', DEFECT, WHOLE, undefined, ['INTERNAL']],
  ['a defect while the client goes', DEFECT, WHOLE, GONE, ['INTERNAL']],
  ['a client that has gone', GONE, WHOLE, GONE, []],
  ['a client that has gone in the middle of its body', new Error('aborted'), BROKEN_OFF, undefined, []],
])('%s', async (_name, error, message, reason, codes) => {
  const metrics = createMetrics();
  const signal = reason === undefined ? new AbortController().signal : AbortSignal.abort(reason);
  const answer = countRefusals(() => Promise.reject(error), metrics);
  await expect(answer({ message, signal } as unknown as GatewayRequest)).rejects.toBe(error);
  const counted = (await metrics.errors.get()).values.filter(({ value }) => value > 0);
  expect(counted.map(({ labels }) => labels.code)).toEqual(codes);
});
