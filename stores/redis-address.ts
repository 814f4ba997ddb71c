/** Where a Redis URL leads, without user, password and options: what logs and boxes may show. */

/** `host:port`, or the path of a socket. Takes what the setting REDIS_URL allows. */
export function redisAddress(url: string): string {
  const path = socketPath(url);
  if (path !== null) return path.replace(/\?.*$/, '');
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || STANDARD_PORT}`;
}

/** The path of a Unix socket, with options behind a question mark; null when the URL is not one. */
export function socketPath(url: string): string | null {
  const path = url.replace(/^unix:\/\//, '');
  return path.startsWith('/') ? path : null;
}

const STANDARD_PORT = 6379;
