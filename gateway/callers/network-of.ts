/** The part of a network address that one client cannot change: an IPv4 address, or the network of an IPv6 one. */

import { isIPv6 } from 'node:net';

/** Providers give each customer a network of so many groups of 16 bits, /64, and the customer the rest. */
const NETWORK_GROUPS = 4;
const GROUPS = 8;
const MAPPED = '0:0:0:0:0:ffff';

/** An IPv4 address that is written as IPv6 is that of IPv4. What is no address stays as it is. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const groups = groupsOf(address);
  if (groups.slice(0, -2).join(':') === MAPPED) return groups.slice(-2).map(bytesOf).join('.');
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

/** In lower case without leading zeros. */
function groupsOf(address: string): readonly string[] {
  const [unzoned = ''] = address.split('%');
  const { hostname } = new URL(`http://[${unzoned}]`);
  const [head = '', tail] = hostname.slice(1, -1).split('::');
  const [before, after] = [head, tail ?? ''].map((text) => (text === '' ? [] : text.split(':'))) as [
    string[],
    string[],
  ];
  const zeros = Array.from({ length: GROUPS - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after];
}

function bytesOf(group: string): string {
  const value = Number.parseInt(group, 16);
  return `${value >> 8}.${value & 0xff}`;
}
