/** The plot of a simulated or live burst: depth and latency over time as one SVG that needs nothing else. */

export interface PlottedSearch {
  readonly atMs: number;
  readonly depth: number;
  readonly latencyMs: number;
}

interface Panel {
  readonly title: string;
  readonly top: number;
  readonly highest: number;
  readonly valueOf: (search: PlottedSearch) => number;
  /** A dashed line. */
  readonly mark: number;
}

const WIDTH = 720;
const PANEL_HEIGHT = 130;
const LEFT = 46;
const RIGHT = 12;
const GAP = 40;
const HEIGHT = 2 * PANEL_HEIGHT + 2 * GAP + 10;

export function depthPlot(title: string, searches: readonly PlottedSearch[], targetMs: number): string {
  const endMs = Math.max(1, ...searches.map(({ atMs }) => atMs));
  const panels: readonly Panel[] = [
    { title: 'depth', top: GAP, highest: 260, valueOf: ({ depth }) => depth, mark: 130 },
    {
      title: 'latency in ms (dashed: target of p95)',
      top: 2 * GAP + PANEL_HEIGHT,
      highest: 2.5 * targetMs,
      valueOf: ({ latencyMs }) => latencyMs,
      mark: targetMs,
    },
  ];
  const parts = panels.map((panel) => panelSvg(panel, searches, endMs));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="11">
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/><text x="${LEFT}" y="16" font-size="13">${title}</text>
${parts.join('\n')}
</svg>
`;
}

function panelSvg(panel: Panel, searches: readonly PlottedSearch[], endMs: number): string {
  const bottom = panel.top + PANEL_HEIGHT;
  const x = (ms: number): string => (LEFT + (ms / endMs) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number): string =>
    (bottom - (Math.min(value, panel.highest) / panel.highest) * PANEL_HEIGHT).toFixed(1);
  const dots = searches.map((search) => `M${x(search.atMs)} ${y(panel.valueOf(search))}h1.2`).join('');
  return [
    `<text x="${LEFT}" y="${panel.top - 6}">${panel.title}</text>`,
    `<path d="M${LEFT} ${panel.top}V${bottom}H${WIDTH - RIGHT}" fill="none" stroke="#444"/>`,
    `<path d="M${LEFT} ${y(panel.mark)}H${WIDTH - RIGHT}" stroke="#b33" stroke-dasharray="4 3"/>`,
    `<path d="${dots}" fill="none" stroke="#246" stroke-width="1.6"/>`,
    ...[0, panel.mark, panel.highest].map(
      (value) => `<text x="${LEFT - 5}" y="${y(value)}" text-anchor="end">${value}</text>`,
    ),
    `<text x="${WIDTH - RIGHT}" y="${bottom + 14}" text-anchor="end">${Math.round(endMs / 1_000)} s</text>`,
  ].join('\n');
}
