/** Which settings are secret. */

/** Settings whose values are never shown, not even when they are wrong. */
export const SECRET_SETTINGS: readonly string[] = [
  'TANDEM_SECRET',
  'TANDEM_JWT_SECRET',
  'TANDEM_TOKEN',
  'TANDEM_JUDGE_KEY',
  'TANDEM_LLM_KEY',
  'TANDEM_ALERT_WEBHOOK_URL',
  'TANDEM_ALERT_WEBHOOK_SECRET',
  'TANDEM_BACKEND_KEY',
  'REDIS_URL',
];
