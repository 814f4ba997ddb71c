/** Sixty requests that want to cost more than they are worth, in six families of ten. */

import { gzipSync } from 'node:zlib';

export interface HostileRequest {
  readonly name: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

const times = (count: number, part: (index: number) => string, separator = ' '): string =>
  Array.from({ length: count }, (_, index) => part(index)).join(separator);
const ten = (part: (size: number) => HostileRequest): readonly HostileRequest[] =>
  Array.from({ length: 10 }, (_, size) => part(size));
const asking = (name: string, query: string, variables: object = {}): HostileRequest => ({
  name,
  body: JSON.stringify({ query, variables }),
});

const SEARCH = 'jobSearch(input: { text: "x" }, first: 1)';

const aliases = ten((size) => {
  const count = 16 + size * 15;
  const many = times(count, (index) => `a${index}: version`);
  if (size % 3 === 0) return asking(`${count} aliases`, `{ service { ${many} } }`);
  if (size % 3 === 1)
    return asking(
      `${count} aliased searches`,
      `{ ${times(Math.min(count, 60), (index) => `s${index}: ${SEARCH} { totalCount }`)} }`,
    );
  return asking(
    `${count} aliases in fragments`,
    `{ service { ${times(8, () => '...A')} } } fragment A on ServiceInfo { ${times(count / 8, (index) => `a${index}: version`)} }`,
  );
});

const overlaps = ten((size) => {
  const count = 401 + size * 60;
  if (size % 2 === 0) return asking(`a field ${count} times`, `{ service { ${times(count, () => 'version')} } }`);
  return asking(
    `edges that overlap ${58 + size} times`,
    `{ ${SEARCH} { ${times(58 + size, () => 'edges { node { id title company { id name } } }')} } }`,
  );
});

const fragmentBombs = ten((size) => {
  const depth = 9 + size * 5;
  const spreads = 2 + (size % 3);
  return asking(
    `fragments that repeat ${spreads}^${depth} times`,
    `{ service { ...F0 } } ${times(depth, (index) => `fragment F${index} on ServiceInfo { ${times(spreads, () => `...F${index + 1}`)} }`)} fragment F${depth} on ServiceInfo { version }`,
  );
});

const deepLists = ten((size) => {
  const depth = 11 + size * 30;
  if (size % 4 === 0)
    return asking(
      `${depth} levels of fields`,
      `{ job(id: "x") { ${times(depth, () => 'company { jobs { nodes {')} id ${'}'.repeat(depth * 3)} } }`,
    );
  if (size % 4 === 1)
    return asking(`a list in ${depth} lists`, `{ node(id: ${'['.repeat(depth)}1${']'.repeat(depth)}) { id } }`);
  if (size % 4 === 2)
    return asking(
      `a variable of ${depth} lists`,
      `query($a: ${'['.repeat(depth)}ID${']'.repeat(depth)}) { nodes(ids: $a) { id } }`,
    );
  return asking(
    `an object in ${depth} objects`,
    `{ jobSearch(input: ${'{ filter: '.repeat(depth)}{}${' }'.repeat(depth)}) { totalCount } }`,
  );
});

const PLAIN = '{"query":"{ service { version } }"}';
const charsets: readonly HostileRequest[] = [
  { name: 'UTF-16', body: Buffer.from(PLAIN, 'utf16le') },
  { name: 'a mark of UTF-16', body: Buffer.from([0xff, 0xfe, 0x7b, 0x00]) },
  { name: 'UTF-16 with the other end first', body: Buffer.from(PLAIN, 'utf16le').swap16() },
  { name: 'bytes that are no UTF-8', body: Buffer.from('{"query":"{ \xff\xc3 }"}', 'latin1') },
  { name: 'half a surrogate', body: '{"query":"{ a\\ud800 }"}' },
  { name: 'zero bytes', body: Buffer.alloc(10_000) },
  { name: 'a packed body', body: gzipSync(PLAIN) },
  { name: 'a packed body that says so', body: gzipSync(PLAIN), headers: { 'content-encoding': 'gzip' } },
  {
    name: 'a comment on every line',
    body: JSON.stringify({ query: `${'#\n'.repeat(60_000)}{ service { version } }` }),
  },
  {
    name: 'spaces without end',
    body: JSON.stringify({ query: `{ service { ${'\ufeff '.repeat(60_000)} version } }` }),
  },
];

const NODES = 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }';
const FILTER = 'query($filter: JobFilter) { jobSearch(input: { text: "x", filter: $filter }) { totalCount } }';
const hugeVariables: readonly HostileRequest[] = [
  asking('40,000 ids', NODES, { ids: Array.from({ length: 40_000 }, () => 'x') }),
  asking('40,000 ids of the wrong type', NODES, { ids: Array.from({ length: 40_000 }, () => ({})) }),
  asking('lists in 2,000 lists', NODES, { ids: JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`) }),
  asking('40,000 excluded jobs', FILTER, { filter: { excludeJobIds: Array.from({ length: 40_000 }, () => 'x') } }),
  asking('20,000 places', FILTER, { filter: { locations: Array.from({ length: 14_000 }, () => ({ text: 'x' })) } }),
  asking('a text of 200 kB', 'query($text: String) { jobSearch(input: { text: $text }) { totalCount } }', {
    text: 'x'.repeat(200_000),
  }),
  asking('20,000 unknown input fields', FILTER, {
    filter: Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`f${index}`, 1])),
  }),
  asking('300 kB', '{ service { version } }', { pad: 'x'.repeat(300_000) }),
  { name: '100,000 open brackets', body: '['.repeat(100_000) },
  asking('300 variables', `query(${times(300, (index) => `$v${index}: Int`)}) { service { version } }`),
];

export const HOSTILE_REQUESTS: readonly HostileRequest[] = [
  ...aliases,
  ...overlaps,
  ...fragmentBombs,
  ...deepLists,
  ...charsets,
  ...hugeVariables,
];
