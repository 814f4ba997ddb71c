/** What one worker process serves: its backend, and the models of its pool over it. */

import type { AttributeColumns } from '../stores/attributes.ts';
import { readSegmentAttributes, readSegmentItems } from '../stores/segment-files.ts';
import { locateVectors, readVersionParts } from '../stores/version-parts.ts';
import type { Backend } from './backends/backend.ts';
import { openBackend } from './backends/open-backend.ts';
import type { SegmentSource } from './loaded-index.ts';
import type { ServedModel } from './served-model.ts';
import { serveEmbed } from './tasks/embed.ts';
import { serveItemEncoder } from './tasks/encode-items.ts';
import { serveScore } from './tasks/score.ts';
import { serveSearch } from './tasks/search.ts';
import { serveUnderstand } from './tasks/understand.ts';
import type { WorkerOptions } from './worker-options.ts';

/** Not proved yet. Index versions are read from the data directory when they are named. */
export async function openModels(options: WorkerOptions): Promise<readonly ServedModel[]> {
  return modelsOf(options, preferring(options, await openBackend(options)));
}

/** Full text alone is then proved and warm before the first search. */
function preferring({ ranker, pool }: WorkerOptions, backend: Backend): Backend {
  return ranker === 'full-text' && pool === 'slm' ? { ...backend, packed: null } : backend;
}

function modelsOf(options: WorkerOptions, backend: Backend): readonly ServedModel[] {
  if (options.pool === 'slm') {
    const ranker = serveScore(backend, {
      parts: (version) => readVersionParts(options.dataDir, version),
      load: (segment) => readSegmentItems(options.dataDir, segment),
    });
    return [ranker, serveUnderstand(backend)];
  }
  const source: SegmentSource = {
    parts: (_, version) => readVersionParts(options.dataDir, version),
    vectors: async (vertical, segment) => {
      const { size, dimensions, path, codes } = await locateVectors(options.dataDir, vertical, segment);
      return { size, dimensions, rows: { kind: 'file', path, codes } };
    },
    attributes: (vertical, version): Promise<AttributeColumns> =>
      readSegmentAttributes(options.dataDir, vertical, version),
  };
  const encoders = backend.packed === null ? [] : [serveItemEncoder(backend.packed)];
  return [
    serveEmbed(backend),
    ...encoders,
    serveSearch(backend, 'jobs', source),
    serveSearch(backend, 'people', source),
  ];
}
