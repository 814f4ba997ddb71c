/** Tells subgraphs in other processes who calls: signed, and left out for the one whom they take a stranger for in development. */

import { developmentViewer } from '../account/viewer.ts';
import type { Clock } from '../runtime/clock.ts';
import type { Signer } from '../runtime/ids.ts';
import { CALLER_HEADER, sealCaller } from '../subgraphs/caller-header.ts';
import type { CallerHeader } from './remote-subgraph.ts';

/** `signer` is asked for at the first caller that has to be told, so that development needs no secret in common. */
export function createCallerHeader(signer: () => Signer, clock: Clock): CallerHeader {
  let known: Signer | null = null;
  return (caller) => {
    if (caller === developmentViewer) return {};
    known ??= signer();
    return { [CALLER_HEADER]: sealCaller(caller, known, clock) };
  };
}
