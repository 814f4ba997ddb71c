/** Settings of alerts: often enough without any, and no webhook that could be read on the way or not be believed. */
import { expect, it } from 'vitest';
import { loadConfig } from '../../runtime/config.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const withWebhook = (url: string, secret?: string) =>
  loadConfig({
    TANDEM_ALERT_WEBHOOK_URL: url,
    ...(secret === undefined ? {} : { TANDEM_ALERT_WEBHOOK_SECRET: secret }),
  });

it('run alerts each minute, or never', () => {
  expect(loadConfig({})).toMatchObject({ TANDEM_ALERTS_EVERY_MS: 60_000, TANDEM_ALERTS_PER_RUN: 200 });
  expect(loadConfig({ TANDEM_ALERTS_EVERY_MS: '0' }).TANDEM_ALERTS_EVERY_MS).toBe(0);
});

it('take a webhook by https, or on this machine, with a secret', () => {
  for (const url of ['https://hooks.example/tandem?x=1', 'http://127.0.0.1:9000/', 'http://localhost/'])
    expect(withWebhook(url, SECRET).TANDEM_ALERT_WEBHOOK_URL).toBe(url);
  for (const url of ['http://hooks.example/', 'ftp://hooks.example/', 'https://ada:pw@hooks.example/', 'hooks'])
    expect(() => withWebhook(url, SECRET)).toThrow(/^TANDEM_ALERT_WEBHOOK_URL: expected an https address/);
});

it('refuse a webhook without a secret, and show neither when it is wrong', () => {
  expect(() => withWebhook('https://hooks.example/')).toThrow('needs TANDEM_ALERT_WEBHOOK_SECRET');
  expect(() => withWebhook('https://hooks.example/', 'guess')).toThrow(
    /^TANDEM_ALERT_WEBHOOK_SECRET: expected whsec_ and 24 to 64 bytes in base64, got a value that is not shown$/,
  );
  expect(() => withWebhook('http://hooks.example/token')).toThrow(/got a value that is not shown$/);
});
