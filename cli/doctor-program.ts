/** What `tandem doctor` finds of the program itself: Node, packages, settings, model files. */

import { readFileSync } from 'node:fs';
import { readManifest, verifiedModelPath } from '../models/manifest.ts';
import { type Config, type ConfigName, configSchema } from '../runtime/config.ts';
import { projectPath } from '../runtime/project-root.ts';
import { type Finding, failed, findingOf, note, ok } from './doctor-findings.ts';
import { shownSetting } from './shown-setting.ts';

interface PackageFile {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
}

const readPackage = (...path: readonly string[]): PackageFile =>
  JSON.parse(readFileSync(projectPath(...path, 'package.json'), 'utf8')) as PackageFile;

/** `running` is `process.versions.node` but in tests. */
export async function checkNode(_config: Config, running: string = process.versions.node): Promise<readonly Finding[]> {
  const wanted = readPackage().engines.node;
  const [major, minor] = numbersOf(running);
  const [wantedMajor, wantedMinor] = numbersOf(wanted);
  const isNewEnough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return [isNewEnough ? ok('node', running) : failed('node', `${running}, expected ${wanted}`, 'install a newer Node')];
}

function numbersOf(version: string): readonly [major: number, minor: number] {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  return [Number(major), Number(minor)];
}

/** All that the program needs, with the versions that are pinned. */
export async function checkPackages(): Promise<readonly Finding[]> {
  const { dependencies, version } = readPackage();
  const installed = Object.keys(dependencies).map((name) => [name, installedVersion(name)] as const);
  const wrong = installed.filter(([name, found]) => found !== dependencies[name]);
  const list = installed.map(([name, found]) => `${name} ${found}`).join(', ');
  if (wrong.length === 0) return [ok('tandem', version), ok('packages', list)];
  const differences = wrong.map(([name, found]) => `${name} ${found}, expected ${dependencies[name]}`).join('; ');
  return [ok('tandem', version), failed('packages', differences, 'run "npm ci"')];
}

function installedVersion(name: string): string {
  try {
    return readPackage('node_modules', name).version;
  } catch (error) {
    return `cannot be read (${String(error)})`;
  }
}

/** Settings that are not the default, each with its value unless that is secret. */
export async function checkSettings(config: Config): Promise<readonly Finding[]> {
  const changed = (Object.keys(configSchema.shape) as ConfigName[]).filter(
    (name) => JSON.stringify(config[name]) !== JSON.stringify(configSchema.shape[name].safeParse(undefined).data),
  );
  if (changed.length === 0) return [note('settings', 'all as by default')];
  return changed.map((name) => note(name, shownSetting(name, config[name])));
}

/** Every file of the manifest has its checksum. */
export async function checkModels(): Promise<readonly Finding[]> {
  const manifest = readManifest();
  return Promise.all(
    manifest.files.map(({ name, version, bytes }) =>
      findingOf(`model ${name}`, async () => {
        await verifiedModelPath(manifest, name);
        return ok(`model ${name}`, `${version}, ${bytes.toLocaleString('en')} bytes, checksum as recorded`);
      }),
    ),
  );
}
