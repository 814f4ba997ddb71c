/** The server starts from exactly the files that the image has, and the health check of the image finds it alive. */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { projectPath } from '../../runtime/project-root.ts';
import { imagePaths, instructions } from './deploy-files.ts';

const run = promisify(execFile);
/** Compiles, and brings the demo documents, on what may be two busy cores. */
const LONGEST_MS = 600_000;

it('a folder with the paths of the image serves', { timeout: LONGEST_MS }, async () => {
  const image = mkdtempSync(join(tmpdir(), 'tandem-image-'));
  onTestFinished(() => rmSync(image, { recursive: true }));
  for (const path of imagePaths().filter((each) => each !== 'dist')) {
    mkdirSync(dirname(join(image, path)), { recursive: true });
    symlinkSync(projectPath(path), join(image, path));
  }
  const compiler = projectPath('node_modules', 'typescript', 'bin', 'tsc');
  await run(process.execPath, [compiler, '-p', projectPath('tsconfig.build.json'), '--outDir', join(image, 'dist')]);
  const settings = { ...process.env, PORT: '0', TANDEM_DATA_DIR: join(image, 'data'), TANDEM_PROFILE: 'production' };
  const server = spawn(process.execPath, ['dist/cli/tandem.js', 'start'], { cwd: image, env: settings });
  onTestFinished(() => void server.kill('SIGKILL'));
  let printed = '';
  server.stderr.on('data', (text: Buffer) => {
    printed += text;
  });
  const port = await new Promise<string>((resolve, reject) => {
    createInterface({ input: server.stdout }).on('line', (line) => {
      const [, found] = /GraphQL\s+http:\/\/[^:]+:(\d+)/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    server.once('exit', (code) => reject(new Error(`ended with ${code}: ${printed}`)));
  });
  const healthcheck = instructions().find(([name]) => name === 'HEALTHCHECK')?.[1] ?? '';
  const [, ...command] = JSON.parse(healthcheck.slice(healthcheck.indexOf('['))) as readonly string[];
  await expect(run(process.execPath, command, { env: { ...settings, PORT: port } })).resolves.toBeDefined();
  await expect(run(process.execPath, command, { env: { ...settings, PORT: '1' } })).rejects.toMatchObject({ code: 1 });
});
