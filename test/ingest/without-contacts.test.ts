/** People's text loses contact data, whatever its form; dates, years, amounts and names of standards stay. */
import { expect, test } from 'vitest';
import { contactFreeLine, contactFreeText } from '../../ingest/without-contacts.ts';
import { withoutContacts } from '../../runtime/contact-data.ts';

test.each([
  ['mail me: ada.l+jobs@example.co.uk now', 'mail me:  now'],
  ['see https://example.org/ada?x=1 and linkedin.com/in/ada', 'see  and '],
  ['write to ada (at) example (dot) org or ada [at] mail.example.org', 'write to  or '],
  ['call +41 79 123 45 67 or (212) 555-0199', 'call  or '],
])('%j loses its contact data', (text, expected) => {
  expect(withoutContacts(text)).toBe(expected);
});

test.each([
  '+49 151 12345678',
  '0151 23456789',
  '0151/23456789',
  '+15125551234',
  '5125551234',
  '512-555-1234',
  '512 555 1234',
  '555.010.9999',
  '1 (512) 555-1234',
  '+1 (512) 555 - 1234',
  '(0151) 2345678',
  '+91 98765 43210',
  '98765 43210',
  '+33 6 12 34 56 78',
  '06 12 34 56 78',
  '06.12.34.56.78',
  '+44 (0)20 7946 1958',
  '+44(0)2079461958',
  '020 7946 2010',
  '(+49) 151 12345678',
  '0049 151 12345678',
  '+351 912 345 678',
  '+49 20190301',
  '5551234567 5551234568',
  '555 123 4567 555 123 4568',
  '0151 23456789,0151 23456780',
])('the number %s goes wherever it stands', (number) => {
  const left = /^,?$/;
  expect(contactFreeLine(number) ?? '').toMatch(left);
  expect(contactFreeLine(`Tel: ${number}; Bern`)).toMatch(/^Tel: ,?; Bern$/);
  expect(contactFreeLine(`cook (${number})`)).toMatch(/^cook \(,?\)?$/);
});

test.each([
  ['Tel. 612 345 678.', 'Tel. .'],
  ['2014 - 2016 0151 23456789', '2014 - 2016'],
  ['2019 212 555 0199', '2019'],
  ['Tel+49 151 12345678Bern', 'TelBern'],
])('%j is left as %j', (text, expected) => {
  expect(contactFreeLine(text)).toBe(expected);
});

test.each([
  'from 2011 - 2015 with 1,250,000 users',
  'raised $12 500 000 and € 12.500.000 and USD 12500000 and 12500000€',
  'saved 30% of 4000 hours in 24 7 shifts',
  'ISO 9001 and C#',
  '10 000 000 users',
  '10.000.000 users and 12500000 more, grew +10 000 000',
  '2019-03-01 to 2020-04-01',
  '2019/03/01 - 2020/04/01',
  '01.02.2019 - 03.04.2020',
  '01.02.19 - 03.04.20',
  '03/2014 - 05/2016',
  '2014-03 - 2016-05',
  '20190301 20200401',
  '2015 2016 2017 2018',
  '2014-15 2015-16 2016-17',
  'ISO 9001 2015, ISO/IEC 27001 2013 and 9001 2015',
  '1000-5000 employees, 10000 - 50000 orders',
  'pi is 3.14159265',
  'at 192.168.100.200',
  'rates of 1 2 3 4 5 6 7 8',
  'case #12345678',
  'part A12345678 and 12345678B',
  '1,250,000,000 and 12,345 678 901',
])('%j has none', (text) => {
  expect(contactFreeLine(text)).toBe(text);
});

test('what is taken out joins nothing to new contact data', () => {
  expect(contactFreeLine('call 55512 a@b.org 34567')).toBe('call');
  expect(contactFreeText('call 0151\u0000 2345 6789')).toBe('call');
  expect(contactFreeText('one\n\ntwo a@b.org\nthree')).toBe('one\n\ntwo\nthree');
});
