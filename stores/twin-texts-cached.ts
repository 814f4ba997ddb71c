/** Twin texts in memory before those that several servers share, which may be away: meanwhile there are those of this server. */
import type { TwinTextStore } from './twin-texts.ts';
import { whenAway } from './when-away.ts';

export function createCachedTwinTexts(front: TwinTextStore, back: TwinTextStore): TwinTextStore {
  return {
    get: async (key) => {
      const near = await front.get(key);
      if (near.length > 0) return near;
      const far = await whenAway(back.get(key), () => []);
      if (far.length > 0) await front.put(key, far);
      return far;
    },
    put: async (key, twins) => {
      await front.put(key, twins);
      await whenAway(back.put(key, twins), () => undefined);
    },
    removeOf: async (askedBy) => {
      await front.removeOf(askedBy);
      await back.removeOf(askedBy);
    },
    close: async () => {
      await front.close();
      await back.close();
    },
  };
}
