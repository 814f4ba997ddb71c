/** The values that no log line may hold: those of the secret settings, wherever they were given. */

import { configSchema } from './config.ts';
import { type Environment, givenSettings } from './given-settings.ts';
import { SECRET_SETTINGS } from './secret-settings.ts';

export function secretValues(environment: Environment): readonly string[] {
  const given = givenSettings(Object.keys(configSchema.shape), environment);
  return SECRET_SETTINGS.flatMap((name) => given.get(name)?.value ?? []).map(String);
}
