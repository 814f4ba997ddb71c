/** Which texts the models can read: English ones with names and slips, and what a client states. */
import { describe, expect, it } from 'vitest';
import { isEnglish } from '../../../search/understand/english-words.ts';
import { isReadable } from '../../../search/understand/language.ts';

const readable = (text: string, stated: string | null = null): boolean => isReadable(text, stated, isEnglish);

describe('the language of a text', () => {
  it.each([
    'Krankenschwester für den Nachtdienst gesucht',
    'Lehrerin gesucht',
    'infirmière de nuit dans un hôpital avec logement',
    'busco trabajo de enfermera sin experiencia',
    'работа водителем',
    '東京の看護師の求人',
  ])('%j is another one', (text) => {
    expect(readable(text)).toBe(false);
  });

  it.each([
    'night shift nurse wanted',
    'sous chef',
    'chef de partie',
    'graffic desinger',
    'Ludwig van der Zoeckler',
    'engineer in Rio de Janeiro',
    'Zimmermann und Partner, accountant in the tax office',
    '',
    '42',
  ])('%j is none that has to be told', (text) => {
    expect(readable(text)).toBe(true);
  });

  it('is the one that the client states', () => {
    expect(readable('Monteur', 'de')).toBe(false);
    expect(readable('Lehrerin gesucht', 'en-GB')).toBe(true);
  });
});
