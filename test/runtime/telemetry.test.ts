/** Metrics exist from the first scrape, and secrets never reach the log. */
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../runtime/telemetry.ts';

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
