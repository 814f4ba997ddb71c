/** Has each feed count as one request of who sends it, whatever it has in it; one without a good key or token as one of its address. */

import type { Identify } from '../callers/identify.ts';
import { sentOf, type Till } from '../gate/pay-refusals.ts';
import type { Handler, Routes } from '../http/answer-route.ts';
import { HttpError } from '../http/http.ts';

/** `routes`: those of feeds. They answer 429 in their place. */
export function payFeeds(routes: Routes, identify: Identify, till: Till): Routes {
  const paid =
    (answer: Handler): Handler =>
    async (request) => {
      const sent = sentOf(request.message);
      const caller = await identify(sent.headers).catch(async (error: unknown) => {
        throw await till.payRefusal(error, sent);
      });
      const charge = await till.charge(till.payer(caller, sent), 0);
      const { headers, ...told } = await Promise.resolve(answer(request)).catch(async (error: unknown) => {
        throw error instanceof HttpError ? error.paid(await charge.settle(0), charge.headers) : error;
      });
      return { ...told, headers: { ...headers, ...charge.headers } };
    };
  return Object.fromEntries(
    Object.entries(routes).map(([path, handlers]) => [
      path,
      Object.fromEntries(Object.entries(handlers).map(([method, answer]) => [method, paid(answer)])),
    ]),
  );
}
