/** Where a worker listens and is found: `http://host:port`, or `unix:/path` for a socket of this machine; and where it says that it is ready. */

const UNIX = 'unix:';

/** Open Inference Protocol v2: status 200 there says that all models are ready. */
export const READY_PATH = '/v2/health/ready';

/** The path of the socket; null for an address of the network. */
export function socketPathOf(address: string): string | null {
  return address.startsWith(UNIX) ? address.slice(UNIX.length) : null;
}

export function socketAddress(path: string): string {
  return `${UNIX}${path}`;
}
