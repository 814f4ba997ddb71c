/** The gateway in one of its shapes and by one engine, in the development profile. */

import { afterAll, beforeAll } from 'vitest';
import type { SearchServices } from '../../search/context.ts';
import { type Engine, type RunningGateway, type Shape, startGateway } from './gateway-shapes.ts';
import { testConfig } from './test-services.ts';

/** Started before the tests around the call, stopped behind them. */
export function shapedGateway(shape: Shape, engine: Engine, services: SearchServices) {
  let gateway: RunningGateway | null = null;
  beforeAll(async () => {
    gateway = await startGateway(shape, testConfig({ TANDEM_ENGINE: engine }), services);
  });
  afterAll(async () => gateway?.stop());
  return { url: (): string => gateway?.url ?? '' };
}
