/** Callers who put secrets wherever they can, and the search for these in what was logged. */
import { createHmac } from 'node:crypto';
import { HOSTILE_REQUESTS } from './hostile-requests.ts';
import { type GraphqlAnswer, postGraphql } from './test-services.ts';

/** Settings whose values are secret. */
export const SECRET_VALUES = {
  TANDEM_SECRET: 'a secret of sixty-one letters',
  TANDEM_JWT_SECRET: 'the jwt secret, long as the RFC wants it',
};
/** Of nobody; stands in texts, too. */
export const STRAY_KEY = 'tk_4f9Lq0aZr81Xw2Vt6Yb3Nc5Md7Ke';
const MAIL = 'mira.okonkwo@example.org';
const PHONE = '+44 20 7946 0958';
/** Nothing that the program itself would say. */
export const NAMES = ['Zephyrine "Zed" Quatermain', 'Oluwaseun Brightwater', 'Ingeborg Vexillium, née Øster'] as const;
const WORDS = ['zephyrine', 'quatermain', 'oluwaseun', 'brightwater', 'ingeborg', 'vexillium', 'umbriel'];

/** As many searches as one operation may hold. */
export const SEARCHES = 5;
const searches = Array.from(
  { length: SEARCHES },
  (_, at) => `a${at}: peopleSearch(input: $input) { totalCount search { understanding { summary } } }`,
);
const QUERY = `query Q($input: PeopleSearchInput!) { ${searches.join(' ')} }`;

function textOf(at: number): string {
  return `${NAMES[at % NAMES.length]} ${at} ${at % 2 ? MAIL : PHONE} who fixes ${at % 3 ? STRAY_KEY : 'turbines'}`;
}

export function tokenOf(subject: string, expiresSeconds: number, scope = 'people:read'): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: subject, tenant: 'acme', aud: 'tandem', scope, exp: expiresSeconds };
  const text = `${part({ alg: 'HS256' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', SECRET_VALUES.TANDEM_JWT_SECRET).update(text).digest('base64url')}`;
}

/** A search for people with names, contact data and keys in it. */
export function askForPeople(url: string, at: number, credential: string): Promise<GraphqlAnswer> {
  const headers = {
    authorization: `Bearer ${credential}`,
    cookie: `session=${credential}`,
    'x-request-id': at % 5 === 0 ? STRAY_KEY : `r${at}`,
  };
  return postGraphql(url, { query: QUERY, variables: { input: { text: textOf(at) } } }, headers);
}

/** Requests that cost too much, that are no operation, and that hold their texts in the document or in refused variables. */
export async function sendOddRequests(url: string, credential: string): Promise<void> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${credential}` };
  for (const { body, headers: own } of HOSTILE_REQUESTS) {
    const bytes = typeof body === 'string' ? body : new Uint8Array(body);
    await fetch(`${url}/graphql`, { method: 'POST', headers: { ...headers, ...own }, body: bytes });
  }
  const literal = JSON.stringify(`${NAMES[0]} near Umbriel`);
  await postGraphql(url, { query: `{ peopleSearch(input: { text: ${literal} }) { totalCount } }` }, headers);
  await postGraphql(url, { query: QUERY, variables: { input: { text: [NAMES[1]] } } }, headers);
  await postGraphql(url, `{"query": "${NAMES[2]} ${STRAY_KEY}`, headers);
}

/** Lines with a secret in them; `credentials` are those that were sent. */
export function linesWithSecrets(lines: readonly string[], credentials: readonly string[]): readonly string[] {
  const secrets = [
    ...[STRAY_KEY, 's3cr3t', 'pa55word', MAIL, 'okonkwo', PHONE, '7946 0958', '7946%200958', ...WORDS],
    ...Object.values(SECRET_VALUES),
    // The header of a token is the same for all.
    ...credentials.flatMap((credential) => [credential, ...credential.split('.').slice(1)]),
  ].map((secret) => secret.toLowerCase());
  return lines.filter((line) => {
    const lower = line.toLowerCase();
    return secrets.some((secret) => lower.includes(secret));
  });
}
