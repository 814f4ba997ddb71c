/** The manifest names files that are there, unchanged and small enough. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectedGrade, modelFile, readManifest, verifiedModelPath } from '../../models/manifest.ts';

const MAX_TOTAL_BYTES = 100_000_000;

describe('manifest', () => {
  it('has the recorded checksum for every model file, together at most 100 MB', async () => {
    const manifest = readManifest();
    for (const entry of manifest.files) await verifiedModelPath(manifest, entry.name);
    const sizes = new Map(manifest.files.map(({ file, bytes }) => [file, bytes]));
    expect([...sizes.values()].reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_TOTAL_BYTES);
  });

  it('refuses a changed file, naming it, both checksums and the remedy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    const manifest = readManifest();
    const { file, sha256 } = modelFile(manifest, 'encoder');
    writeFileSync(join(folder, file), 'changed');
    await expect(verifiedModelPath(manifest, 'encoder', folder)).rejects.toThrow(
      new RegExp(`${file} has the wrong checksum: expected sha256 ${sha256}, got [0-9a-f]{64}; restore it with`),
    );
  });

  it('says what to do when a file is missing', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    await expect(verifiedModelPath(readManifest(), 'encoder', folder)).rejects.toThrow(
      'git checkout models/encoder.onnx',
    );
  });

  it('refuses fields that it does not know how to read', () => {
    const folder = mkdtempSync(join(tmpdir(), 'models-'));
    writeFileSync(join(folder, 'manifest.json'), '{"files": [{"name": "encoder"}]}');
    expect(() => readManifest(folder)).toThrow('manifest.json does not have the expected fields');
  });

  it('names the models it has when another is asked for', () => {
    expect(() => modelFile(readManifest(), 'oracle')).toThrow('no model "oracle"; it has encoder');
  });

  it('turns relevance into an expected grade along the curve', () => {
    const manifest = {
      ...readManifest(),
      gradeCurve: [
        [0, 0],
        [0.5, 3],
        [1, 4],
      ] as [number, number][],
    };
    expect([0, 0.25, 0.5, 0.75, 1].map((relevance) => expectedGrade(manifest, relevance))).toEqual([0, 1.5, 3, 3.5, 4]);
  });
});
