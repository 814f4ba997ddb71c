/** What is hidden in log lines, and what stays readable. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPrivateTexts } from '../../runtime/private-texts.ts';
import { createRedact } from '../../runtime/redact.ts';

const redact = createRedact(['sixteen-letters-or-more']);

describe('a log line', () => {
  it.each([
    ['a key', 'refused tk_abcdefghijklmnop', 'refused [Redacted]'],
    ['a token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.c2ln', 'got [Redacted]'],
    ['a bearer', 'sent Authorization: Bearer abc.def', 'sent Authorization: [Redacted] [Redacted]'],
    ['a password in an address', 'at redis://u:p4ss@host:1', 'at redis://[Redacted]@host:1'],
    ['a named secret', 'api_key=12ab&x=1', 'api_key=[Redacted]&x=1'],
    ['a secret setting', 'signed with sixteen-letters-or-more', 'signed with [Redacted]'],
    ['contact data', 'write to ada@example.org', 'write to '],
    ['an address that was cut', 'input was ada@exa…', 'input was [Redacted]…'],
  ])('hides %s', (_what, text, shown) => expect(redact(text)).toBe(shown));

  it('hides a secret wherever a long text is cut', () => {
    for (let before = 3_950; before < 5_020; before += 1)
      expect(redact(`${'x '.repeat(before / 2)}tk_abcdefghijklmnop sixteen-letters-or-more`)).not.toMatch(
        /tk_|sixteen/,
      );
  });

  it('hides what stands under a name that says so, however deep, and keeps the rest', () => {
    expect(
      redact({ request: { headers: { cookie: 'a' }, variables: { x: 1 } }, requestId: 'r', pool: 'slm', items: 3 }),
    ).toEqual({
      request: { headers: { cookie: '[Redacted]' }, variables: '[Redacted]' },
      requestId: 'r',
      pool: 'slm',
      items: 3,
    });
  });

  it('keeps sentences, addresses of servers and codes', () => {
    for (const text of [
      'connect ECONNREFUSED 127.0.0.1:4001',
      'a subgraph did not answer',
      'worker ended; starting it again',
    ])
      expect(redact(text)).toBe(text);
  });

  it('ends for anything, also for what refers to itself', () => {
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    expect(JSON.stringify(redact(circle)).length).toBeLessThan(1_000);
    fc.assert(fc.property(fc.anything(), (value) => void redact(value)));
  });
});

describe('private texts', () => {
  it('are hidden whole, cut and in other case, and nothing else is', () => {
    const texts = createPrivateTexts();
    texts.keep(['Who ran payroll for the Aldergate hospital', 'cook']);
    expect(texts.hide('got "WHO RAN PAYROLL FOR THE ALDERGATE HOSPITAL" and cook')).toBe('got "[text]" and [text]');
    expect(texts.hide('cut: ran payroll for the Alder… cookies stay')).toBe('cut:[text]… cookies stay');
  });

  it('are hidden as they stand in JSON and in addresses', () => {
    const texts = createPrivateTexts();
    texts.keep(['Zoë "Z" Vex, née Umbriel']);
    for (const shown of [
      JSON.stringify({ error: 'for Zoë "Z" Vex, née Umbriel' }),
      `http://h/?q=${encodeURIComponent('Zoë "Z" Vex, née Umbriel')}&n=1`,
      `http://h/?${new URLSearchParams({ q: 'Zoë "Z" Vex, née Umbriel' })}`,
    ])
      expect(texts.hide(shown)).not.toMatch(/zo|vex|umbriel/i);
  });

  it('are forgotten when hundreds of others came, and hidden again when they come again', () => {
    const texts = createPrivateTexts();
    texts.keep(['the first text of all']);
    texts.keep(Array.from({ length: 400 }, (_, at) => `number ${at} of many others`));
    expect(texts.hide('the first text of all')).toBe('the first text of all');
    texts.keep(['the first text of all']);
    expect(texts.hide('the first text of all')).toBe('[text]');
  });
});
