/** `tandem config show`: every setting with its value, secrets not shown, and with --origin where it came from. */

import type { Command } from 'commander';
import { configSchema, loadConfig } from '../runtime/config.ts';
import { type Environment, givenSettings, type Overrides } from '../runtime/given-settings.ts';
import { writtenDefault } from '../runtime/written-default.ts';
import { type ServingOptions, servingOverrides, withDataDir, withPort } from './serving.ts';
import { shownSetting } from './shown-setting.ts';

type Row = readonly [name: string, value: string, origin: string];

export function registerConfig(program: Command): void {
  const config = program.command('config').description('look at the settings');
  const show = config.command('show').description('print every setting that commands run here would have');
  withDataDir(withPort(show))
    .option('--origin', 'also print where each value came from')
    .action(({ origin = false, ...options }: ServingOptions & { readonly origin?: boolean }) => {
      const rows = settingRows(process.env, servingOverrides(options));
      for (const line of linesOf(rows, origin)) console.log(line);
    });
}

/** In the order of the configuration page. Throws CONFIG_INVALID as a start would. */
function settingRows(environment: Environment, overrides: Overrides): readonly Row[] {
  loadConfig(environment, overrides);
  const given = givenSettings(Object.keys(configSchema.shape), environment, overrides);
  return Object.entries(configSchema.shape).map(([name, setting]): Row => {
    const { value = writtenDefault(setting), origin = 'default' } = given.get(name) ?? {};
    return [name, value === null ? '' : shownSetting(name, value), origin];
  });
}

function linesOf(rows: readonly Row[], withOrigin: boolean): readonly string[] {
  if (!withOrigin) return rows.map(([name, value]) => `${name}=${value}`);
  const [nameWidth, originWidth] = [widthOf(rows, 0), widthOf(rows, 2)];
  return rows.map(([name, value, origin]) =>
    `${name.padEnd(nameWidth)}  ${origin.padEnd(originWidth)}  ${value}`.trimEnd(),
  );
}

const widthOf = (rows: readonly Row[], column: 0 | 2): number => Math.max(...rows.map((row) => row[column].length));
