/** The signing secret survives a restart and can be given from outside. */
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signingSecret } from '../../runtime/secret.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the signing secret', () => {
  it('is made once, long, and readable by its owner alone', () => {
    const first = signingSecret(folder, undefined);
    expect(first.length).toBeGreaterThanOrEqual(43);
    expect(signingSecret(folder, undefined)).toBe(first);
    expect(statSync(join(folder, 'secret')).mode & 0o077).toBe(0);
  });

  it('leaves nothing else behind, and one that was cut short is refused with its file', () => {
    signingSecret(folder, undefined);
    expect(readdirSync(folder)).toEqual(['secret']);
    writeFileSync(join(folder, 'secret'), '');
    expect(() => signingSecret(folder, undefined)).toThrow(/at least 16 characters in .*secret, got 0/);
  });

  it('is the given one when there is one, and nothing is kept', () => {
    expect(signingSecret(join(folder, 'nowhere'), 'given from outside')).toBe('given from outside');
  });
});
