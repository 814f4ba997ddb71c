/** What some settings need of the others. */

import { type BackendSettings, missingForBackend } from './backend-settings.ts';

interface Settings extends BackendSettings {
  readonly TANDEM_LLM_URL?: string | undefined;
  readonly TANDEM_LLM_MODEL?: string | undefined;
  readonly TANDEM_ALERT_WEBHOOK_URL?: string | undefined;
  readonly TANDEM_ALERT_WEBHOOK_SECRET?: string | undefined;
}

/** In a sentence; null where nothing is missing. */
export function missingSettings(config: Settings): string | null {
  if (config.TANDEM_LLM_URL !== undefined && config.TANDEM_LLM_MODEL === undefined)
    return 'TANDEM_LLM_URL needs TANDEM_LLM_MODEL, the name of a model there';
  if (config.TANDEM_ALERT_WEBHOOK_URL !== undefined && config.TANDEM_ALERT_WEBHOOK_SECRET === undefined)
    return 'TANDEM_ALERT_WEBHOOK_URL needs TANDEM_ALERT_WEBHOOK_SECRET, by which the other side knows who sends';
  const missing = missingForBackend(config);
  return missing.length === 0 ? null : `TANDEM_BACKEND=${config.TANDEM_BACKEND} needs ${missing.join(' and ')}`;
}
