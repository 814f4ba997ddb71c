/** The header that tells a subgraph who calls: only a gateway with the same secret can make it, and only for a minute. */

import { describe, expect, it } from 'vitest';
import { createSigner } from '../../runtime/ids.ts';
import { openCaller, sealCaller } from '../../subgraphs/caller-header.ts';
import { manualClock } from '../helpers/manual-clock.ts';

const CALLER = { id: 'key:1', tenant: 'acme', scopes: ['jobs:read'], filter: { jobs: { workplaceTypes: ['REMOTE'] } } };
const signer = createSigner('a secret of the tests');

describe('the header of a caller', () => {
  it('carries tenant, scopes and filter', () => {
    const clock = manualClock();
    expect(openCaller(sealCaller(CALLER, signer, clock), signer, clock)).toEqual(CALLER);
  });

  it('is refused with another secret', () => {
    const clock = manualClock();
    const other = createSigner('another secret of the tests');
    expect(() => openCaller(sealCaller(CALLER, other, clock), signer, clock)).toThrow('TANDEM_SECRET');
  });

  it('is refused with any character changed', () => {
    const clock = manualClock();
    const sealed = sealCaller(CALLER, signer, clock);
    for (let at = 0; at < sealed.length; at++) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      expect(() => openCaller(changed, signer, clock)).toThrow('TANDEM_SECRET');
    }
  });

  it('is refused after a minute', () => {
    let nowMs = 0;
    const clock = { nowMs: () => nowMs, date: () => new Date(nowMs) };
    const sealed = sealCaller(CALLER, signer, clock);
    nowMs = 59_999;
    expect(openCaller(sealed, signer, clock)).toEqual(CALLER);
    nowMs = 60_000;
    expect(() => openCaller(sealed, signer, clock)).toThrow('TANDEM_SECRET');
  });

  it('is no other signed token', () => {
    const clock = manualClock();
    const token = signer.seal('cursor', [JSON.stringify(CALLER), String(clock.date().getTime() + 1_000)]);
    expect(() => openCaller(token, signer, clock)).toThrow('TANDEM_SECRET');
  });
});
