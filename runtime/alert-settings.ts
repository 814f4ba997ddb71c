/** The settings of alerts: how often and how many are run, and the webhook that hears of new results. */

import { z } from 'zod';

/** Also where servers leave alerts to a process that does nothing else. */
export const ALERTS_EVERY_MS = 60_000;

/** An entry of the configuration for each. */
export const ALERT_SETTINGS = {
  TANDEM_ALERTS_EVERY_MS: z.coerce
    .number()
    .int()
    .min(0)
    .max(86_400_000)
    .default(ALERTS_EVERY_MS)
    .describe(
      'How often alerts that are due are looked for, as long as this server searches; 0 where others do it, or `tandem alerts run`. Several at once tell nothing twice.',
    ),
  TANDEM_ALERTS_PER_RUN: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(200)
    .describe('Most saved searches that are searched again in one run; the others wait for the next.'),
  TANDEM_ALERT_WEBHOOK_URL: z
    .string()
    .refine(isWebhookAddress, {
      message: 'expected an https address, or http of this machine, without user, password and fragment',
    })
    .optional()
    .describe(
      'Address that is sent the id of a saved search and those of its new results, as Standard Webhooks wants it; never a text, a name or an address.',
    ),
  TANDEM_ALERT_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/, 'expected whsec_ and 24 to 64 bytes in base64')
    .optional()
    .describe('Secret that signs those messages, `whsec_` and base64; needed with the address.'),
} as const;

const THIS_MACHINE: readonly string[] = ['127.0.0.1', '[::1]', 'localhost'];

function isWebhookAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && THIS_MACHINE.includes(hostname));
  return isSafe && username + password + hash === '';
}
