/** What is shown of a Redis URL names the place and nothing secret. */
import { expect, test } from 'vitest';
import { redisAddress } from '../../stores/redis-address.ts';

test.each([
  ['redis://127.0.0.1:6380', '127.0.0.1:6380'],
  ['redis://cache.example.com', 'cache.example.com:6379'],
  ['rediss://user:word@cache.example.com:6380/2?password=word', 'cache.example.com:6380'],
  ['redis://[::1]:6379', '[::1]:6379'],
  ['unix:///run/redis.sock?password=word', '/run/redis.sock'],
  ['/run/redis.sock?password=word', '/run/redis.sock'],
])('of %s only %s is shown', (url, address) => {
  expect(redisAddress(url)).toBe(address);
});
