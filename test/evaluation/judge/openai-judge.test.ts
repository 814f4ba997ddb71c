/** The LLM judge against a real server: what it sends, how it waits, and that one bad answer stays one. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createOpenAiJudge, type OpenAiJudgeOptions } from '../../../evaluation/judge/openai-judge.ts';

interface Call {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: { readonly model: string; readonly temperature: number; readonly messages: { content: string }[] };
}
type Answer = (response: ServerResponse, call: Call, count: number) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(answer: Answer): Promise<{ readonly baseUrl: string; readonly calls: Call[] }> {
  const calls: Call[] = [];
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Call['body'];
    const call = { path: request.url, authorization: request.headers.authorization, body };
    calls.push(call);
    answer(response, call, calls.length);
  });
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, calls };
}

function complete(response: ServerResponse, content: string): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ choices: [{ message: { role: 'assistant', content } }] }));
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}): void {
  response.writeHead(status, headers).end('{"error": {"message": "not now"}}');
}

/** Records the pauses instead of waiting. */
function judgeOf(baseUrl: string, changes: Partial<OpenAiJudgeOptions> = {}) {
  const pauses: number[] = [];
  const judge = createOpenAiJudge({
    baseUrl,
    model: 'tiny',
    apiKey: null,
    policy: 'Grade kindly.',
    timeout: () => new AbortController().signal,
    pause: async (milliseconds) => pauses.push(milliseconds),
    random: () => 0,
    ...changes,
  });
  return { judge, pauses };
}

const inputs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ query: `query ${index}`, document: 'a document' }));

describe('a request', () => {
  it('asks the model at temperature 0, with the policy as instruction and the key as bearer token', async () => {
    const { baseUrl, calls } = await serve((response) => complete(response, '{"grade": 4, "reason": "Fits."}'));
    const verdicts = await judgeOf(`${baseUrl}/`, { apiKey: 'secret' }).judge.grade(inputs(1));
    expect(verdicts).toEqual([{ kind: 'graded', probabilities: [0, 0, 0, 0, 1], reason: 'Fits.' }]);
    expect(calls).toMatchObject([
      { path: '/v1/chat/completions', authorization: 'Bearer secret', body: { model: 'tiny', temperature: 0 } },
    ]);
    expect(calls[0]?.body.messages.map(({ content }) => content)).toEqual([
      expect.stringContaining('Grade kindly.'),
      expect.stringContaining('```\nquery 0\n```'),
    ]);
  });

  it('carries no authorization without a key', async () => {
    const { baseUrl, calls } = await serve((response) => complete(response, '{"grade": 0}'));
    await judgeOf(baseUrl).judge.grade(inputs(1));
    expect(calls[0]?.authorization).toBeUndefined();
  });
});

describe('answers', () => {
  it('belong to their pairs, and junk among them fails alone', async () => {
    const { baseUrl } = await serve((response, { body }) => {
      const number = Number(/query (\d+)/.exec(body.messages[1]?.content ?? '')?.[1]);
      complete(response, number === 3 ? 'Sorry, I cannot.' : `\`\`\`json\n{"grade": ${number % 5}}\n\`\`\``);
    });
    const verdicts = await judgeOf(baseUrl).judge.grade(inputs(9));
    expect(verdicts.map((verdict) => (verdict.kind === 'graded' ? verdict.probabilities.indexOf(1) : -1))).toEqual([
      0, 1, 2, -1, 4, 0, 1, 2, 3,
    ]);
    expect(verdicts[3]?.reason).toBe('expected {"grade": 0 to 4, "reason": "…"}, got "Sorry, I cannot."');
  });

  it('are asked for by no more requests at once than allowed', async () => {
    let [underWay, highest] = [0, 0];
    const { baseUrl } = await serve((response) => {
      underWay -= 1;
      complete(response, '{"grade": 1}');
    });
    const { judge } = judgeOf(baseUrl, {
      concurrency: 3,
      timeout: () => {
        underWay += 1;
        highest = Math.max(highest, underWay);
        return new AbortController().signal;
      },
    });
    expect(await judge.grade(inputs(7))).toHaveLength(7);
    expect(highest).toBe(3);
    expect(judge.batchSize).toBe(12);
  });
});

describe('a busy endpoint', () => {
  it('is asked again, after the time it names when that is longer', async () => {
    const { baseUrl, calls } = await serve((response, _call, count) => {
      if (count === 1) refuse(response, 429, { 'retry-after': '7' });
      else if (count === 2) refuse(response, 503);
      else complete(response, '{"grade": 2}');
    });
    const { judge, pauses } = judgeOf(baseUrl);
    expect(await judge.grade(inputs(1))).toMatchObject([{ kind: 'graded' }]);
    expect(calls).toHaveLength(3);
    expect(pauses).toEqual([7_000, 1_000]);
  });

  it('fails the pair after five requests, each pause twice the one before', async () => {
    const { baseUrl, calls } = await serve((response) => refuse(response, 500));
    const { judge, pauses } = judgeOf(baseUrl);
    const [verdict] = await judge.grade(inputs(1));
    expect(verdict).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/expected status 200, got 500 .*not now.*5 times/),
    });
    expect(calls).toHaveLength(5);
    expect(pauses).toEqual([500, 1_000, 2_000, 4_000]);
  });

  it('is never waited for longer than a minute', async () => {
    const { baseUrl } = await serve((response) => refuse(response, 429, { 'retry-after': '86400' }));
    const { judge, pauses } = judgeOf(baseUrl);
    await judge.grade(inputs(1));
    expect(pauses).toEqual([60_000, 60_000, 60_000, 60_000]);
  });

  it('that does not answer in time is given up and asked again', async () => {
    const timeouts: AbortController[] = [];
    const { baseUrl, calls } = await serve((response, _call, count) => {
      if (count === 1) timeouts[0]?.abort(new Error('no answer within 60 s'));
      else complete(response, '{"grade": 3}');
    });
    const { judge, pauses } = judgeOf(baseUrl, {
      timeout: () => {
        timeouts.push(new AbortController());
        return (timeouts.at(-1) as AbortController).signal;
      },
    });
    expect(await judge.grade(inputs(1))).toMatchObject([{ kind: 'graded' }]);
    expect(calls).toHaveLength(2);
    expect(pauses).toHaveLength(1);
  });

  it('that never answers in time fails the pair with the reason of the timeout', async () => {
    const { baseUrl } = await serve(() => undefined);
    const { judge } = judgeOf(baseUrl, { timeout: () => AbortSignal.timeout(1) });
    expect(await judge.grade(inputs(1))).toMatchObject([
      { kind: 'failed', reason: expect.stringMatching(/timeout.*5 times/) },
    ]);
  });
});

describe('a wrong setting', () => {
  it('such as a refused key is not tried again', async () => {
    const { baseUrl, calls } = await serve((response) => refuse(response, 401));
    const { judge, pauses } = judgeOf(baseUrl);
    expect(await judge.grade(inputs(1))).toMatchObject([
      { kind: 'failed', reason: expect.stringContaining('got 401') },
    ]);
    expect([calls.length, pauses.length]).toEqual([1, 0]);
  });

  it('such as an endpoint that is not there is said with address and cause', async () => {
    const { baseUrl } = await serve(() => undefined);
    for (const server of servers.splice(0)) server.close();
    const [verdict] = await judgeOf(baseUrl).judge.grade(inputs(1));
    expect(verdict).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/chat\/completions, got .*ECONNREFUSED/),
    });
  });

  it.each(['localhost:8000', 'ftp://host/v1', ''])('such as the URL "%s" is refused at once', (baseUrl) => {
    expect(() => judgeOf(baseUrl)).toThrow(/expected the URL of an OpenAI-compatible endpoint/);
  });
});

it('another model, host or policy is another version', () => {
  const versionOf = (changes: Partial<OpenAiJudgeOptions>, baseUrl = 'http://a/v1') =>
    judgeOf(baseUrl, changes).judge.version;
  const versions = [
    versionOf({}),
    versionOf({ model: 'big' }),
    versionOf({ policy: 'Be strict.' }),
    versionOf({}, 'http://b/v1'),
  ];
  expect(new Set(versions).size).toBe(4);
  expect(versionOf({})).toMatch(/^tiny@a policy-/);
});
