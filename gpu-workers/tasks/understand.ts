/** Serves `understanding`: texts in, one reading a text out, as JSON. */

import { TandemError } from '../../runtime/errors.ts';
import type { Backend } from '../backends/backend.ts';
import { input } from '../request-inputs.ts';
import type { ServedModel } from '../served-model.ts';
import { strings } from '../tensors.ts';

/** No usable model refuses it. */
const PROBE = 'registered nurse in Boston';

export function serveUnderstand(backend: Backend): ServedModel {
  return {
    name: 'understanding',
    task: 'understand',
    inputs: [{ name: 'text', datatype: 'BYTES', shape: [-1] }],
    outputs: [{ name: 'reading', datatype: 'BYTES', shape: [-1] }],
    infer: async (request) => {
      const texts = input(request, 'text', 'BYTES').data;
      const { readings, tokenizeMs, computeMs } = await backend.understand(texts);
      const reading = strings(readings.map((one) => JSON.stringify(one)));
      return { outputs: { reading }, items: texts.length, tokenizeMs, computeMs };
    },
    probe: async () => {
      const { SAFE = 0 } = (await backend.understand([PROBE])).readings[0]?.safeties ?? {};
      if (SAFE > 0.5) return;
      throw new TandemError('MODEL_INVALID', `understanding: expected "${PROBE}" to be safe, got p ${SAFE}`);
    },
  };
}
