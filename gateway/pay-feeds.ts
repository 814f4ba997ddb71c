/** Has each feed count as one request of who sends it, whatever it has in it; one without a good key or token as one of its address. */

import type { Routes } from './answer-route.ts';
import { type Answer, type GatewayRequest, HttpError } from './http.ts';
import type { Identify } from './identify.ts';
import { sentOf, type Till } from './pay-refusals.ts';

/** `routes`: those of feeds. They answer 429 in their place. */
export function payFeeds(routes: Routes, identify: Identify, till: Till): Routes {
  const paid =
    (answer: (request: GatewayRequest) => Promise<Answer> | Answer) =>
    async (request: GatewayRequest): Promise<Answer> => {
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
