/** Metrics exist from the first scrape, and secrets never reach the log. */
import { describe, expect, it } from 'vitest';
import { sourceFiles } from '../../docs/source-files.ts';
import { createLogger, createMetrics } from '../../runtime/telemetry.ts';

describe('metrics', () => {
  it('that checks read are exposed with value 0 before anything happened', async () => {
    const text = await createMetrics().registry.metrics();
    for (const line of [
      'tandem_model_items_total{task="score"} 0',
      'tandem_subgraph_requests_total{subgraph="jobs"} 0',
      'tandem_score_cache_requests_total{result="hit"} 0',
      'tandem_search_total{outcome="degraded"} 0',
    ])
      expect(text).toContain(line);
    expect(text).toContain('# TYPE tandem_batch_size histogram');
    expect(text).toContain('# TYPE tandem_stage_seconds histogram');
  });

  it('of two servers in one process do not mix', async () => {
    const [first, second] = [createMetrics(), createMetrics()];
    first.searches.inc({ outcome: 'complete' });
    expect(await second.registry.metrics()).toContain('tandem_search_total{outcome="complete"} 0');
  });
});

describe('a log line', () => {
  const linesOf = (level: string, log: (logger: ReturnType<typeof createLogger>) => void) => {
    const lines: Record<string, unknown>[] = [];
    log(createLogger(level, { write: (line) => void lines.push(JSON.parse(line)) }));
    return lines;
  };

  it('has the words and the stack of an error', () => {
    const [line] = linesOf('warn', (logger) => logger.error({ err: new Error('the disk is full') }, 'not kept'));
    expect(line).toMatchObject({ msg: 'not kept', err: { message: 'the disk is full', stack: expect.any(String) } });
  });

  it('never has a token, and none is written below the level', () => {
    const lines = linesOf('warn', (logger) => {
      logger.info('not severe');
      logger.warn({ headers: { authorization: 'Bearer abc', cookie: 'sid=1' } }, 'odd request');
    });
    expect(lines.map(({ headers }) => headers)).toEqual([{ authorization: '[Redacted]', cookie: '[Redacted]' }]);
  });
});

describe('the sources', () => {
  it('log errors under the one name that keeps their words', () => {
    const wrong = sourceFiles().filter((file) => /logger\.\w+\(\{(?:[^}]*,)?\s*error\s*[,}]/.test(file.text));
    expect(wrong.map((file) => file.path)).toEqual([]);
  });
});
