/** The judge of the command line: flags win over settings, and what is missing is named. */
import { describe, expect, it } from 'vitest';
import { openJudge } from '../../cli/open-judge.ts';
import { loadConfig } from '../../runtime/config.ts';

const choice = { judge: 'openai', concurrency: '4', timeout: '60' };
const settings = loadConfig({ TANDEM_JUDGE_URL: 'http://set:1/v1', TANDEM_JUDGE_MODEL: 'set' });

describe('an LLM judge', () => {
  it('comes from the settings', async () => {
    expect((await openJudge(choice, settings)).version).toMatch(/^set@set:1 policy-/);
  });

  it('comes from the flags when they are given', async () => {
    const flags = { ...choice, url: 'http://flag:2/v1', model: 'flag' };
    expect((await openJudge(flags, settings)).version).toMatch(/^flag@flag:2 policy-/);
  });

  it('needs an endpoint and a model', async () => {
    await expect(openJudge(choice, loadConfig({}))).rejects.toThrow(/--url or TANDEM_JUDGE_URL/);
    await expect(openJudge({ ...choice, url: 'http://flag:2/v1' }, loadConfig({}))).rejects.toThrow(
      /--model or TANDEM_JUDGE_MODEL/,
    );
  });

  it.each([
    ['concurrency', '0'],
    ['timeout', 'long'],
  ])('refuses a %s of %s', async (option, text) => {
    await expect(openJudge({ ...choice, [option]: text }, settings)).rejects.toThrow(
      new RegExp(`--${option} must be .*got ${text}`),
    );
  });
});

it('another judge is refused with those that exist', async () => {
  await expect(openJudge({ ...choice, judge: 'coin' }, settings)).rejects.toThrow(
    /must be one of policy, openai, got coin/,
  );
});
