/** The setting that says where the workers of a pool are: child processes, a fixed number or between two bounds, or servers elsewhere. */

import { z } from 'zod';
import { isHttpAddress } from './http-address.ts';

/** Child processes of this program, as many as the queue needs between the bounds; or workers that run by themselves. */
export type WorkersSetting =
  | { readonly kind: 'children'; readonly minimum: number; readonly maximum: number }
  | {
      readonly kind: 'remote';
      /** `http://host:port` or `unix:/path` each, without a slash at the end. */
      readonly urls: readonly string[];
    };

const MOST_WORKERS = 64;
const EXPECTED = `expected a number 1 to ${MOST_WORKERS}, a range such as 1-4, or addresses such as http://host:5101 and unix:/path, parted by commas`;

/** A worker asks for none, and addresses are shown in logs. */
const NO_CREDENTIALS = `${EXPECTED}; addresses of workers have no user and password`;

/** Text such as `2`, `1-4` or `http://a:5101,http://b:5101`; one process unless told. */
export const workersSetting = z.coerce
  .string()
  .default('1')
  .transform((text, context): WorkersSetting => {
    const setting = readChildren(text) ?? readRemote(text);
    if (setting !== null) return setting;
    context.addIssue({ code: 'custom', message: text.includes('@') ? NO_CREDENTIALS : EXPECTED });
    return z.NEVER;
  });

function readChildren(text: string): WorkersSetting | null {
  const [, least, most = least] = /^(\d+)(?:-(\d+))?$/.exec(text.trim()) ?? [];
  const [minimum, maximum] = [Number(least), Number(most)];
  return minimum >= 1 && minimum <= maximum && maximum <= MOST_WORKERS ? { kind: 'children', minimum, maximum } : null;
}

function readRemote(text: string): WorkersSetting | null {
  const urls = text.split(',').map((url) => url.trim().replace(/\/+$/, ''));
  const isEach = urls.every(isAddress) && new Set(urls).size === urls.length;
  return isEach && urls.length <= MOST_WORKERS ? { kind: 'remote', urls } : null;
}

function isAddress(text: string): boolean {
  if (text.startsWith('unix:')) return /^unix:\/./.test(text);
  return isHttpAddress(text) && new URL(text).pathname === '/';
}
