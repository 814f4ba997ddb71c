/** What `tandem doctor` finds of the port: whether a server could listen there, found out by listening for a moment. */

import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Config } from '../runtime/config.ts';
import { type Finding, failed, ok } from './doctor-findings.ts';

/** For when nothing answers there. */
export async function checkPort({ HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>): Promise<Finding> {
  const server = createServer().listen(PORT, HOST);
  try {
    await once(server, 'listening');
    return ok('port', `${HOST} ${PORT} is free`);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    return failed(
      'port',
      `cannot listen on ${HOST} ${PORT} (${message})`,
      ADVICE[code] ?? 'choose another PORT or HOST',
    );
  } finally {
    server.close();
  }
}

const ADVICE: Readonly<Record<string, string>> = {
  EACCES: 'choose a PORT of 1024 or more, or allow this user the lower ones',
  EADDRNOTAVAIL: 'set HOST to an address of this machine, or 0.0.0.0 for all of them',
  EADDRINUSE: 'choose another PORT, or stop what listens there',
};
