/**
 * Shows the depth controller in a closed-loop simulation: p95 beside its target, settling, changes of direction, depth.
 * Run: npm run bench:depth [-- --seeds 10]; writes docs/depth-control.svg from the first seed.
 */

import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { projectPath } from '../runtime/project-root.ts';
import { seededRandom } from '../runtime/random.ts';
import { depthPlot } from './depth-plot.ts';
import { BURST_FROM_MS, BURST_TO_MS, DEPTH_SCENARIOS } from './depth-scenarios.ts';
import { type Scenario, simulateDepth, TARGET_MS } from './depth-simulation.ts';
import { type BurstSummary, summariseBurst } from './depth-summary.ts';
import { mean, roundedTo } from './quantiles.ts';

const FULL_DEPTH = 250;

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '10' } } });
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => index + 1);

const results = DEPTH_SCENARIOS.map((scenario) => ({ scenario, ...worstOf(scenario) }));
console.log(`${seeds.length} seeds; p95 share, steps and changes are those of the worst seed, depths are means`);
console.log('scenario                                  p95/target  settling  changes   before  during  after');
for (const { scenario, ...result } of results) {
  const numbers = [result.settlingSteps, result.directionChanges].map((value) => String(value).padStart(9));
  const depths = [result.meanDepthBefore, result.meanDepth, result.meanDepthAfter];
  const shown = depths.map((depth) => depth.toFixed(0).padStart(7)).join(' ');
  console.log(`${scenario.name.padEnd(42)}${result.p95Share.toFixed(2).padStart(10)}${numbers.join('')}  ${shown}`);
}
writePlot();
const [burst] = results;
console.log(
  JSON.stringify({
    p95Share: roundedTo(3, burst?.p95Share ?? null),
    settlingSteps: burst?.settlingSteps,
    directionChanges: burst?.directionChanges,
    meanDepth: roundedTo(1, burst?.meanDepth ?? null),
    computeSaved: roundedTo(3, 1 - (burst?.meanDepth ?? FULL_DEPTH) / FULL_DEPTH),
    p95ShareWithoutControl: roundedTo(1, results.at(-1)?.p95Share ?? null),
  }),
);

function worstOf(scenario: Scenario): BurstSummary {
  const toMs = Math.min(BURST_TO_MS, scenario.phases[1]?.untilMs ?? BURST_TO_MS);
  const summaries = seeds.map((seed) =>
    summariseBurst(simulateDepth(scenario, seededRandom(seed)), { fromMs: BURST_FROM_MS, toMs }),
  );
  const all = (name: keyof BurstSummary): readonly number[] => summaries.map((summary) => summary[name]);
  return {
    p95Share: Math.max(...all('p95Share')),
    settlingSteps: Math.max(...all('settlingSteps')),
    directionChanges: Math.max(...all('directionChanges')),
    meanDepth: mean(all('meanDepth')) ?? 0,
    meanDepthBefore: mean(all('meanDepthBefore')) ?? 0,
    meanDepthAfter: mean(all('meanDepthAfter')) ?? 0,
  };
}

function writePlot(): void {
  const [scenario] = DEPTH_SCENARIOS;
  if (scenario === undefined) return;
  const searches = simulateDepth(scenario, seededRandom(1)).map(({ arrivedMs, depth, latencyMs }) => ({
    atMs: arrivedMs,
    depth,
    latencyMs,
  }));
  const title = 'Simulated burst of 4 times the load from 60 to 120 s';
  writeFileSync(projectPath('docs', 'depth-control.svg'), depthPlot(title, searches, TARGET_MS));
}
