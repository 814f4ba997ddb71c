/** Priority of a request, from the door to the device: somebody sits at a screen, or nobody waits for it. */

/** The most urgent one first. */
export const LANES = ['interactive', 'batch'] as const;
export type Lane = (typeof LANES)[number];

/** Of a header; whoever does not say is waited for. */
export function laneFrom(header: string | null | undefined): Lane {
  return header === 'batch' ? 'batch' : 'interactive';
}

/** Lanes whose work comes at least as soon. */
export function lanesAsUrgentAs(lane: Lane): readonly Lane[] {
  return LANES.slice(0, LANES.indexOf(lane) + 1);
}
