/** The default of a setting as one would write it, not as what it is read. */

import { z } from 'zod';

/** Null where a setting has none. */
export function writtenDefault(setting: z.ZodType): string | null {
  const { default: standard } = z.toJSONSchema(setting, { io: 'input' });
  return standard === undefined ? null : String(standard);
}
