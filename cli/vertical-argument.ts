/** Reads the name of a vertical from the command line. */

import { badInput } from '../runtime/errors.ts';
import { VERTICALS, type Vertical } from '../stores/documents.ts';

/** Throws BAD_USER_INPUT for any other name. */
export function verticalArgument(name: string): Vertical {
  const vertical = VERTICALS.find((each) => each === name);
  if (vertical === undefined) throw badInput(`expected ${VERTICALS.join(' or ')}, got "${name}"`);
  return vertical;
}
