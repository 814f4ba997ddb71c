/** How something that was under way ended, for what learns from it how much load there may be. */

/** `dropped`: the deadline was missed or a part was lost to load. `ignored`: it says nothing about load. */
export type Ending = 'success' | 'ignored' | 'dropped';
