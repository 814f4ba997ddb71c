/** What can befall a Redis that servers share, as a table: how each fault is made, and how it ends. */
import { Redis } from 'ioredis';
import { type RedisServer, redisServer } from './redis-server.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export interface SharedRedis {
  readonly url: string;
  readonly proxy: TcpProxy;
  readonly first: RedisServer;
  /** Where the address may come to lead; has none of the data. */
  readonly second: RedisServer;
  /** Asks the server that the address leads to. */
  readonly ask: <T>(question: (client: Redis) => Promise<T>) => Promise<T>;
  readonly remove: () => Promise<void>;
}

/** Two servers behind one address, which leads to the first. */
export async function startSharedRedis(): Promise<SharedRedis> {
  const [first, second] = [redisServer(), redisServer()];
  await Promise.all([first.start(), second.start()]);
  const proxy = await startTcpProxy(first.socket);
  return {
    url: `redis://127.0.0.1:${proxy.port}`,
    proxy,
    first,
    second,
    ask: (question) => asked(String(proxy.target), question),
    remove: async () => {
      await proxy.close();
      await Promise.all([first.remove(), second.remove()]);
    },
  };
}

async function asked<T>(socket: string, question: (client: Redis) => Promise<T>): Promise<T> {
  const client = new Redis(socket);
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

export interface RedisFault {
  readonly name: string;
  readonly strike: (redis: SharedRedis) => unknown;
  /** From then on Redis has to be used again. */
  readonly end: (redis: SharedRedis) => unknown;
}

const slowBy = (delayMs: number): RedisFault => ({
  name: `slow by ${delayMs} ms`,
  strike: ({ proxy }) => {
    proxy.delayMs = delayMs;
  },
  end: ({ proxy }) => {
    proxy.delayMs = 0;
  },
});

/** As a server is called that follows a master that it cannot reach. */
const follow = (redis: Redis): Promise<unknown> => redis.replicaof('127.0.0.1', 1);
const lead = (redis: Redis): Promise<unknown> => redis.replicaof('NO', 'ONE');

/** The server that the address does not lead to. */
const otherOf = ({ proxy, first, second }: SharedRedis): string =>
  proxy.target === first.socket ? second.socket : first.socket;

/** No server is at this path. */
const NOWHERE = '/nowhere/redis.sock';

/** Each leaves the two servers as it found them, but for the data. */
export const REDIS_FAULTS: readonly RedisFault[] = [
  { name: 'killed', strike: ({ first }) => first.kill(), end: ({ first }) => first.start() },
  { name: 'frozen', strike: ({ first }) => first.freeze(), end: ({ first }) => first.thaw() },
  slowBy(10),
  slowBy(20),
  slowBy(60),
  {
    name: 'reset in mid-answer',
    strike: ({ proxy }) => {
      proxy.cutsAnswers = true;
    },
    end: ({ proxy }) => {
      proxy.cutsAnswers = false;
    },
  },
  {
    name: 'half open',
    strike: ({ proxy }) => {
      proxy.isSilent = true;
    },
    end: ({ proxy }) => {
      proxy.isSilent = false;
    },
  },
  {
    name: 'out of memory',
    // An empty server holds more than this.
    strike: ({ ask }) => ask((redis) => redis.config('SET', 'maxmemory', '1mb', 'maxmemory-policy', 'noeviction')),
    end: ({ ask }) => ask((redis) => redis.config('SET', 'maxmemory', '0')),
  },
  {
    name: 'corrupt values',
    strike: (redis) => corruptAll(redis, 0),
    end: ({ ask }) => ask((redis) => redis.flushall()),
  },
  {
    name: 'failed over to an empty server',
    strike: ({ proxy }) => {
      proxy.target = NOWHERE;
      proxy.reset();
    },
    end: ({ proxy, second }) => {
      proxy.target = second.socket;
    },
  },
  { name: 'read-only', strike: ({ ask }) => ask(follow), end: ({ ask }) => ask(lead) },
  {
    name: 'read-only, while the address goes to another server',
    strike: async (redis) => {
      // It takes nothing since the address left it, if it was struck before.
      await asked(otherOf(redis), lead);
      await redis.ask(follow);
    },
    // Connections stay with the one that takes nothing.
    end: (redis) => {
      redis.proxy.target = otherOf(redis);
    },
  },
];

/** What stands in place of a value that was ours; of the last two, bytes of it are left. */
const GARBAGE: readonly ((value: Buffer) => Buffer)[] = [
  ...['', 'something else', 'null', '5', '{}', '[]', '"x"', '[5]', 'nan', 'inf', '1e300', '-1e300'].map(
    (text) => () => Buffer.from(text),
  ),
  () => Buffer.from([0xff, 0, 0xfe, 0x80, 0xc3]),
  (value) => value.subarray(0, value.length / 2),
  (value) => value.map((byte, at) => (at === value.length >> 1 ? byte ^ 0xff : byte)) as Buffer,
];
export const GARBAGE_KINDS = GARBAGE.length;

/**
 * Every value under our keys becomes garbage, of another kind each, and in each round of another. Answers which kinds of values
 * there were, as they are named in Redis.
 */
export async function corruptAll({ ask }: SharedRedis, round: number): Promise<ReadonlySet<string>> {
  return ask(async (redis) => {
    let count = 0;
    const garbage = (value: Buffer): Buffer => GARBAGE[(round + count++) % GARBAGE.length]?.(value) ?? value;
    const kinds = new Set<string>();
    for (const key of await redis.keys('tandem:*')) {
      const [, kind = '', table = ''] = key.split(':');
      kinds.add(kind === 'm1' ? table : kind);
      if ((await redis.type(key)) === 'string') {
        const value = await redis.getBuffer(key);
        if (value !== null) await redis.set(key, garbage(value), 'KEEPTTL');
        continue;
      }
      for (const [field, value] of Object.entries(await redis.hgetallBuffer(key)))
        await redis.hset(key, field, garbage(value));
    }
    return kinds;
  });
}
