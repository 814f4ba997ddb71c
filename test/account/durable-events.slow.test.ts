/** Events that were accepted are there after the server was killed without a warning. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { at, postGraphql } from '../gateway/test-services.ts';
import { startProcess, type TandemProcess } from '../helpers/tandem-process.ts';

const SLOW_MS = 240_000;
const TRACK =
  'mutation($events: [SearchEventInput!]!) { trackEvents(input: { events: $events }) { acceptedCount duplicateCount } }';
const folder = mkdtempSync(join(tmpdir(), 'tandem-durable-'));
let server: TandemProcess | null = null;
afterAll(async () => {
  await server?.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

it(
  'keeps every acknowledged event through kill -9',
  async () => {
    const start = () => startProcess(['start'], { TANDEM_DATA_DIR: folder, TANDEM_DEADLINE_MS: '10000' });
    server = await start();
    const { data } = await postGraphql(server.url, { query: '{ jobSearch(input: {}, first: 1) { nodes { id } } }' });
    const documentIds = [at(data, 'jobSearch.nodes.0.id')];
    const events = Array.from({ length: 100 }, (_, number) => ({
      eventId: `event-${number}`,
      kind: 'VIEW',
      documentIds,
      occurredAt: '2026-01-15T00:00:00Z',
    }));
    const track = async (url: string) =>
      at((await postGraphql(url, { query: TRACK, variables: { events } })).data, 'trackEvents');
    expect(await track(server.url)).toEqual({ acceptedCount: 100, duplicateCount: 0 });
    expect(await server.end('SIGKILL')).toEqual([null, 'SIGKILL']);
    server = await start();
    expect(await track(server.url)).toEqual({ acceptedCount: 0, duplicateCount: 100 });
  },
  SLOW_MS,
);
