/** What tells a subgraph who calls: only a gateway with the same secret can make it, and only for a minute. */

import { describe, expect, it } from 'vitest';
import { createSigner } from '../../runtime/ids.ts';
import { openCaller, sealCaller } from '../../subgraphs/sealed-caller.ts';
import { manualClock } from '../helpers/manual-clock.ts';

const CALLER = { id: 'key:1', tenant: 'acme', scopes: ['jobs:read'], filter: { jobs: { workplaceTypes: ['REMOTE'] } } };
const signer = createSigner('a secret of the tests');

describe('a sealed caller', () => {
  it('carries tenant, scopes and filter', () => {
    const clock = manualClock();
    expect(openCaller(sealCaller(CALLER, 'operation', signer, clock), 'operation', signer, clock)).toEqual(CALLER);
  });

  it('is refused with another secret', () => {
    const clock = manualClock();
    const other = createSigner('another secret of the tests');
    expect(() => openCaller(sealCaller(CALLER, 'operation', other, clock), 'operation', signer, clock)).toThrow(
      'TANDEM_SECRET',
    );
  });

  it('is refused with any character changed', () => {
    const clock = manualClock();
    const sealed = sealCaller(CALLER, 'operation', signer, clock);
    for (let at = 0; at < sealed.length; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(() => openCaller(changed, 'operation', signer, clock)).toThrow('TANDEM_SECRET');
    }
  });

  it('is refused after a minute', () => {
    let nowMs = 0;
    const clock = { nowMs: () => nowMs, date: () => new Date(nowMs) };
    const sealed = sealCaller(CALLER, 'operation', signer, clock);
    nowMs = 59_999;
    expect(openCaller(sealed, 'operation', signer, clock)).toEqual(CALLER);
    nowMs = 60_000;
    expect(() => openCaller(sealed, 'operation', signer, clock)).toThrow('TANDEM_SECRET');
  });

  it('of a feed has no filter, so that it fits into a header, and asks for nothing else', () => {
    const clock = manualClock();
    const sealed = sealCaller(CALLER, 'feed', signer, clock);
    const { filter: _filter, ...unfiltered } = CALLER;
    expect(openCaller(sealed, 'feed', signer, clock)).toEqual(unfiltered);
    expect(() => openCaller(sealed, 'operation', signer, clock)).toThrow('TANDEM_SECRET');
  });

  it.each([null, 7, {}, [], ''])('is not %j', (sealed) => {
    expect(() => openCaller(sealed, 'operation', signer, manualClock())).toThrow('TANDEM_SECRET');
  });

  it('is no other signed token', () => {
    const clock = manualClock();
    const token = signer.seal('cursor', [JSON.stringify(CALLER), String(clock.date().getTime() + 1_000)]);
    expect(() => openCaller(token, 'operation', signer, clock)).toThrow('TANDEM_SECRET');
  });
});
