/** The shipped alerts and the dashboard ask for metrics that exist, with labels and values that they have. */
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { sourceFiles } from '../../docs/source-files.ts';
import { projectPath } from '../../runtime/project-root.ts';
import { createMetrics } from '../../runtime/telemetry.ts';

const alertFile = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          labels: z.object({ severity: z.enum(['page', 'ticket']) }),
          annotations: z.object({ summary: z.string().min(10), action: z.string().min(10) }),
        }),
      ),
    }),
  ),
});
const dashboardFile = z.object({
  uid: z.string(),
  panels: z.array(
    z.object({ id: z.number(), title: z.string(), targets: z.array(z.object({ expr: z.string() })).min(1) }),
  ),
});

const textOf = (name: string): string => readFileSync(projectPath('deploy', name), 'utf8');
const alerts = alertFile.parse(parse(textOf('alerts.yml'))).groups.flatMap(({ rules }) => rules);
const dashboard = dashboardFile.parse(JSON.parse(textOf('dashboard.json')));
const expressions = [
  ...alerts.map(({ alert, expr }) => [alert, expr] as const),
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
];

interface Asked {
  readonly metrics: readonly string[];
  /** Label to what is asked of it: a value, or alternatives parted by |. */
  readonly labels: readonly (readonly [string, string])[];
  readonly groupings: readonly string[];
  readonly isWhole: boolean;
}

/** Grafana fills its variables in before it asks. */
function read(expression: string): Asked {
  const text = expression.replaceAll('$__rate_interval', '5m');
  const [metrics, labels, groupings]: [string[], [string, string][], string[]] = [[], [], []];
  let isWhole = true;
  parser.parse(text).iterate({
    enter: ({ type, from, to, node }) => {
      const own = text.slice(from, to);
      if (type.isError) isWhole = false;
      if (type.name === 'VectorSelector')
        metrics.push(node.firstChild === null ? own : text.slice(node.firstChild.from, node.firstChild.to));
      if (type.name === 'GroupingLabels') groupings.push(...own.replace(/[()\s]/g, '').split(','));
      if (type.name === 'UnquotedLabelMatcher') {
        const [, label = '', value = ''] = /^(\w+)\s*[=!~]+\s*"(.*)"$/.exec(own) ?? [];
        labels.push([label, value]);
      }
    },
  });
  return { metrics, labels, groupings, isWhole };
}

/** Of what scrapes, not of us. */
const OF_SCRAPING = ['job', 'instance'];

describe('expressions of the alerts and the dashboard', async () => {
  const metrics = createMetrics();
  const exposed = await metrics.registry.getMetricsAsJSON();
  const parts = (name: string): readonly string[] => [name, `${name}_bucket`, `${name}_sum`, `${name}_count`];
  const known = new Map(exposed.flatMap((metric) => parts(metric.name).map((name) => [name, metric] as const)));
  const labelNamesOf = (name: string): readonly string[] => {
    const metric: unknown = metrics.registry.getSingleMetric(known.get(name)?.name ?? '');
    const { labelNames = [] } = (metric ?? {}) as { readonly labelNames?: readonly string[] };
    return [...labelNames, 'le', ...OF_SCRAPING];
  };

  it('are all there', () => {
    expect(alerts.length).toBeGreaterThanOrEqual(10);
    expect(dashboard.panels.length).toBeGreaterThanOrEqual(10);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  it('leave no metric of ours that nobody documents, or that no code writes', async () => {
    const own = exposed.filter(({ name }) => name.startsWith('tandem_'));
    const rows = readFileSync(projectPath('docs', 'requests.md'), 'utf8').matchAll(
      /^\| `(tandem_\w+)` \| (\w+) \| (.*?) \| (.+) \|$/gm,
    );
    const documented = [...rows].map(([, name, type, labels = '', help]) => [
      name,
      type,
      labels.replace(/[`\s]/g, ''),
      help,
    ]);
    const real = own.map(({ name, type, help }) => {
      const { labelNames = [] } = metrics.registry.getSingleMetric(name) as { readonly labelNames?: readonly string[] };
      return [name, String(type), labelNames.join(','), help];
    });
    expect(documented).toEqual(real);
    const text = sourceFiles()
      .filter(({ path }) => !path.startsWith('test/') && path !== 'runtime/telemetry.ts')
      .map((file) => file.text)
      .join('\n');
    const unused = Object.keys(metrics).filter((name) => !new RegExp(`\\b${name}\\b`).test(text));
    expect(unused).toEqual([]);
  });

  it.each(expressions)('%s is PromQL that asks for what a process exposes', (_name, expression) => {
    const asked = read(expression);
    expect(asked.isWhole).toBe(true);
    expect(asked.metrics.length).toBeGreaterThan(0);
    expect(asked.metrics.filter((name) => name !== 'up' && !known.has(name))).toEqual([]);
    const labels = asked.metrics.flatMap(labelNamesOf);
    expect(
      [...asked.groupings, ...asked.labels.map(([label]) => label)].filter((label) => !labels.includes(label)),
    ).toEqual([]);
  });

  it.each(expressions)('%s compares with values that the metrics are born with', (_name, expression) => {
    const { metrics: names, labels } = read(expression);
    const values = names.flatMap((name) => known.get(name)?.values ?? []);
    const strange = labels
      .filter(([label]) => !OF_SCRAPING.includes(label) && values.some((value) => label in value.labels))
      .flatMap(([label, wanted]) => wanted.split('|').map((value) => [label, value] as const))
      .filter(
        ([label, wanted]) => !values.some(({ labels: own }) => String(own[label as keyof typeof own]) === wanted),
      );
    expect(strange).toEqual([]);
  });

  it('show every metric of ours on the dashboard', () => {
    const shown = dashboard.panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => read(expr).metrics));
    const names = new Set(shown.map((name) => known.get(name)?.name));
    const missing = exposed.map(({ name }) => name).filter((name) => name.startsWith('tandem_') && !names.has(name));
    expect(missing).toEqual([]);
  });
});
