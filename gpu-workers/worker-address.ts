/** Where a worker listens and is found: `http://host:port`, or `unix:/path` for a socket of this machine. */

const UNIX = 'unix:';

/** The path of the socket; null for an address of the network. */
export function socketPathOf(address: string): string | null {
  return address.startsWith(UNIX) ? address.slice(UNIX.length) : null;
}

export function socketAddress(path: string): string {
  return `${UNIX}${path}`;
}
