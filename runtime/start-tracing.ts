/** Switches traces on where the settings or the standard variables of OpenTelemetry name somebody who takes them. */

import type { SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Config } from './config.ts';
import { TandemError } from './errors.ts';

export type TracingSettings = Partial<Pick<Config, 'TANDEM_TRACES_URL'>>;
type Environment = Readonly<Record<string, string | undefined>>;

const ENDPOINTS = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
const OFF = async (): Promise<void> => undefined;

/** True when spans of this process are to be sent somewhere. */
function isTracingOn({ TANDEM_TRACES_URL: url }: TracingSettings, environment: Environment): boolean {
  if (environment.OTEL_SDK_DISABLED === 'true' || environment.OTEL_TRACES_EXPORTER === 'none') return false;
  return url !== undefined || Boolean(environment.OTEL_TRACES_EXPORTER) || ENDPOINTS.some((name) => environment[name]);
}

/**
 * Loads the SDK only when it is on; sampler, limits, headers and batches are those of the OTEL_ variables. The function
 * that comes back sends what waits. `service` is the name unless OTEL_SERVICE_NAME says another.
 * Throws CONFIG_INVALID when the SDK is not installed, or for an exporter that is not known.
 */
export async function startTracing(
  service: string,
  settings: TracingSettings,
  environment: Environment = process.env,
): Promise<() => Promise<void>> {
  if (!isTracingOn(settings, environment)) return OFF;
  const { sdk, resources } = await loadSdk();
  const exporter = await exporterOf(settings, environment);
  const named = resources.resourceFromAttributes({
    'service.name': environment.OTEL_SERVICE_NAME ?? service,
    'process.pid': process.pid,
  });
  const detected = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new sdk.NodeTracerProvider({
    resource: resources.defaultResource().merge(detected).merge(named),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  provider.register();
  return () => provider.shutdown();
}

async function loadSdk() {
  try {
    const [sdk, resources] = await Promise.all([
      import('@opentelemetry/sdk-trace-node'),
      import('@opentelemetry/resources'),
    ]);
    return { sdk, resources };
  } catch (error) {
    throw notInstalled(error);
  }
}

async function exporterOf(
  { TANDEM_TRACES_URL: url }: TracingSettings,
  environment: Environment,
): Promise<SpanExporter> {
  const { OTEL_TRACES_EXPORTER: kind = 'otlp' } = environment;
  if (kind === 'console') return new (await import('@opentelemetry/sdk-trace-node')).ConsoleSpanExporter();
  if (kind !== 'otlp' && kind !== '')
    throw new TandemError('CONFIG_INVALID', `OTEL_TRACES_EXPORTER must be otlp, console or none, got ${kind}`);
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http').catch((error: unknown) => {
    throw notInstalled(error);
  });
  return new OTLPTraceExporter(url === undefined ? {} : { url: `${url.replace(/\/+$/, '')}/v1/traces` });
}

function notInstalled(cause: unknown): TandemError {
  const message =
    'traces are switched on, and the optional packages of OpenTelemetry are not installed; run npm ci without --omit=optional, or unset TANDEM_TRACES_URL and OTEL_';
  return new TandemError('CONFIG_INVALID', message, {}, cause);
}
