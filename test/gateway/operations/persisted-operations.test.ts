/** Persisted operations: what a request names by a hash, in each mode, and what a file of operations must hold. */

import { describe, expect, it } from 'vitest';
import { createPersistedOperations } from '../../../gateway/operations/persisted-operations.ts';
import { documentId, operationsFile, sha256 } from '../production-gateway.ts';

const [KEPT, OTHER] = ['{ service { version } }', '{ viewer { id } }'];
const file = operationsFile([KEPT]);
const lines: unknown[] = [];
const logger = { warn: (line: unknown) => void lines.push(line) };
const open = (mode: 'off' | 'log' | 'require' = 'off', from: string | undefined = file) =>
  createPersistedOperations({ file: from, mode, logger: logger as never });
const apq = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const coded = (code: string) => expect.objectContaining({ status: 400, code });

describe('a documentId', () => {
  it('names an operation of the file', () => {
    expect(open().resolve({ documentId: documentId(KEPT) })).toMatchObject({ text: KEPT, isPersisted: true });
  });

  it.each([documentId(OTHER), 'sha256:', '', 7, {}, documentId(KEPT).toUpperCase()])('%j is not found', (id) => {
    expect(() => open().resolve({ documentId: id })).toThrowError(coded('PERSISTED_OPERATION_NOT_FOUND'));
  });
});

describe('a hash of the APQ extension', () => {
  it('is not found until its text came under it and turned out good', () => {
    const operations = open();
    const missing = () => operations.resolve({ extensions: apq(sha256(OTHER)) });
    expect(missing).toThrowError(
      expect.objectContaining({ code: 'PERSISTED_QUERY_NOT_FOUND', message: 'PersistedQueryNotFound' }),
    );
    const sent = operations.resolve({ query: OTHER, extensions: apq(sha256(OTHER)) });
    expect(missing).toThrowError();
    sent?.register();
    expect(missing()).toMatchObject({ text: OTHER, isPersisted: true });
  });

  it('of another text is refused', () => {
    expect(() => open().resolve({ query: OTHER, extensions: apq(sha256(KEPT)) })).toThrowError(coded('BAD_REQUEST'));
  });

  it('finds the operations of the file too', () => {
    expect(open().resolve({ extensions: apq(sha256(KEPT)) })?.text).toBe(KEPT);
  });

  it.each([5, {}, { version: 2, sha256Hash: sha256(KEPT) }, { version: 1, sha256Hash: 5 }])(
    'of the form %j is refused',
    (persistedQuery) => {
      expect(() => open().resolve({ extensions: { persistedQuery } })).toThrowError(coded('BAD_REQUEST'));
    },
  );
});

it('a text alone is not kept', () => {
  const operations = open();
  operations.resolve({ query: OTHER })?.register();
  expect(() => operations.resolve({ extensions: apq(sha256(OTHER)) })).toThrowError();
});

it('mode log tells of each other operation once, by its hash', () => {
  const operations = open('log');
  for (const query of [KEPT, OTHER, OTHER]) expect(operations.resolve({ query })?.text).toBe(query);
  expect(lines).toEqual([{ documentId: documentId(OTHER) }]);
});

it('mode require answers the operations of the file alone, by id or text', () => {
  const operations = open('require');
  expect(operations.resolve({ query: KEPT })?.isPersisted).toBe(true);
  expect(operations.resolve({ documentId: documentId(KEPT) })?.text).toBe(KEPT);
  for (const sent of [
    { query: OTHER },
    { query: OTHER, extensions: apq(sha256(OTHER)) },
    { extensions: apq(sha256(OTHER)) },
  ])
    expect(() => operations.resolve(sent)).toThrowError(coded('PERSISTED_OPERATION_REQUIRED'));
});

it('a request that names none is left to the server', () => {
  expect([{}, { query: '' }, { query: 1 }].map((sent) => open().resolve(sent))).toEqual([null, null, null]);
});

it('a file that is missing is refused at the start', () => {
  expect(() => open('off', '/nowhere.json')).toThrowError(expect.objectContaining({ code: 'CONFIG_INVALID' }));
});
