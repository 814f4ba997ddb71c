/** `npm run test:engines` has every gateway of these tests planned by each engine: none is started with settings of its own. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectPath } from '../../../runtime/project-root.ts';
import { ENGINES } from '../gateway-shapes.ts';
import { testConfig } from '../test-services.ts';

const FOLDER = projectPath('test', 'gateway');
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(`${FOLDER}/${name}`, 'utf8') }));
const STARTS = /\b(startGateway|createGateway|createGraphqlServer|startTandem)\(/;
/** The engine is that of `GATEWAYS`, or of the environment. */
const CONFIGURED = /\b(testConfig|GatewaySettings)\b/;

it('every file that starts a gateway takes its settings from testConfig, and names no engine itself', () => {
  const starting = files.filter(({ text }) => STARTS.test(text) && !text.includes('const STARTS'));
  expect(starting.length).toBeGreaterThan(15);
  expect(starting.filter(({ text }) => !CONFIGURED.test(text)).map(({ name }) => name)).toEqual([]);
  const named = files.filter(({ text }) => new RegExp(`TANDEM_ENGINE: '(${ENGINES.join('|')})'`).test(text));
  expect(named.map(({ name }) => name)).toEqual([]);
});

it.each(ENGINES)('%s is the engine of all settings where the environment names it', (engine) => {
  const before = process.env.TANDEM_ENGINE;
  process.env.TANDEM_ENGINE = engine;
  try {
    expect(testConfig().TANDEM_ENGINE).toBe(engine);
  } finally {
    if (before === undefined) delete process.env.TANDEM_ENGINE;
    else process.env.TANDEM_ENGINE = before;
  }
});
