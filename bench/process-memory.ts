/** Memory of a process and all that it has started, as the kernel counts it. */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const PAGE_BYTES = 4_096;

/** Bytes of anonymous and shared pages that are in memory now, each page for each process that maps it; Linux only. */
export function treeMemory(root: number): number {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(processes.map((name) => [Number(name), parentOf(name)]));
  const isInTree = (pid: number): boolean => pid === root || (parents.has(pid) && isInTree(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(isInTree).reduce((sum, pid) => sum + residentBytes(pid), 0);
}

/** 0 for a process that has just ended. */
function parentOf(pid: string): number {
  try {
    // The name stands in brackets and may hold anything; state and parent follow it.
    return Number(
      readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')[1],
    );
  } catch {
    return 0;
  }
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return 0;
  }
}

/** The most bytes that a process had in memory since it started or `forgetPeak`, mapped files included; Linux only. */
export function peakMemory(pid: number): number {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1_024;
}

/** The peak of this process counts from now. */
export function forgetPeak(): void {
  // proc(5): 5 resets the high water mark of resident pages.
  writeFileSync('/proc/self/clear_refs', '5');
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
