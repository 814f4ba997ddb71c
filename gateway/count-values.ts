/** How many values the variables of a request hold, at any depth. */

/** Items of lists and fields of objects, counted up to one more than `most`; deep nesting takes no stack. */
export function countValues(variables: unknown, most: number): number {
  const open: unknown[] = [variables];
  let count = 0;
  for (let value = open.pop(); value !== undefined && count <= most; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const name in value) {
      count += 1;
      if (count > most) break;
      open.push((value as Readonly<Record<string, unknown>>)[name] ?? null);
    }
  }
  return count;
}
