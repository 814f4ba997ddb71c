/** How near two texts are by their vectors. */

/** Of a unit vector and what is kept of another one; of two such the estimate is too high where they are nearly equal, so it ends at 1. */
export function cosineOf(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let axis = 0; axis < left.length; axis++) sum += (left[axis] ?? 0) * (right[axis] ?? 0);
  return Math.min(1, sum);
}
