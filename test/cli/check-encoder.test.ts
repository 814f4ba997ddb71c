/** An index is served only with the encoder that made its vectors. */
import { describe, expect, it } from 'vitest';
import { checkEncoder } from '../../cli/check-encoder.ts';
import { modelFile, readManifest } from '../../models/manifest.ts';

const manifest = readManifest();
const served = modelFile(manifest, 'encoder').version;

describe('the encoder of an index', () => {
  it('is the one that is served', () => {
    expect(() => checkEncoder({ vertical: 'jobs', encoderVersion: served }, manifest)).not.toThrow();
  });

  it.each(['other-1', `fake-${served}`])(
    'that is another one, %s, is refused with both names and what to do',
    (encoderVersion) => {
      expect(() => checkEncoder({ vertical: 'people', encoderVersion }, manifest)).toThrow(
        expect.objectContaining({
          code: 'INDEX_INVALID',
          message: expect.stringMatching(new RegExp(`people .*${encoderVersion}.*${served}.*ingest again`)),
        }),
      );
    },
  );
});
