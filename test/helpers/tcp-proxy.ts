/** A line between a program and its server that can be made slow, cut, silent, or led to another server while it is in use. */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export interface TcpProxy {
  readonly port: number;
  /** Path of the socket, or port of this machine, that new connections lead to; those that are open stay where they are. */
  target: string | number;
  /** How much later an answer arrives. */
  delayMs: number;
  /** Of an answer a few bytes arrive, then the connection is reset. */
  cutsAnswers: boolean;
  /** Half open: connections stand, and nothing passes in either direction. One that has lost bytes stays so: no line delivers what comes after a gap. */
  isSilent: boolean;
  /** Resets all that are open. */
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

const BYTES_BEFORE_CUT = 2;

/** Listens on a free port of this machine. */
export async function startTcpProxy(target: string | number): Promise<TcpProxy> {
  const clients = new Set<Socket>();
  const server = createServer((client) => {
    clients.add(client);
    client.once('close', () => clients.delete(client));
    lead(client, connectTo(proxy.target), proxy);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const reset = (): void => {
    for (const client of clients) client.resetAndDestroy();
  };
  const proxy: TcpProxy = {
    port: (server.address() as AddressInfo).port,
    target,
    delayMs: 0,
    cutsAnswers: false,
    isSilent: false,
    reset,
    close: async () => {
      reset();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

const connectTo = (target: string | number): Socket =>
  typeof target === 'string' ? connect(target) : connect(target, '127.0.0.1');

function lead(client: Socket, server: Socket, proxy: TcpProxy): void {
  // What breaks on one side is told to the other; there is nothing else to do about it.
  client.on('error', () => server.destroy()).on('close', () => server.destroy());
  server.on('error', () => client.resetAndDestroy()).on('close', () => client.destroy());
  let isDead = false;
  const isHeard = (): boolean => {
    isDead ||= proxy.isSilent;
    return !isDead;
  };
  client.on('data', (bytes) => {
    if (isHeard()) server.write(bytes);
  });
  let before = Promise.resolve();
  server.on('data', (bytes) => {
    const arrival = pause(proxy.delayMs);
    // A later answer never overtakes, also when the delay has changed meanwhile.
    before = before.then(async () => {
      await arrival;
      if (isHeard()) answer(client, bytes, proxy);
    });
  });
}

function answer(client: Socket, bytes: Buffer, { cutsAnswers }: TcpProxy): void {
  if (client.destroyed) return;
  if (cutsAnswers) client.write(bytes.subarray(0, BYTES_BEFORE_CUT), () => client.resetAndDestroy());
  else client.write(bytes);
}
