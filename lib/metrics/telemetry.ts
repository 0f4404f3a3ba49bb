import { metrics } from "@opentelemetry/api";
import { log } from "@/lib/log";
import { readGauges } from "./gauges";

const ENDPOINTS = ["", "_TRACES", "_METRICS"].map((kind) => `OTEL_EXPORTER_OTLP${kind}_ENDPOINT`);

/**
 * Sends traces and metrics to an OpenTelemetry collector, where the standard environment variables name one. Traces
 * cover requests, rendering and database queries; a query's values and an address's query string stay here.
 *
 * @returns what sends the rest and ends it; null when no collector is named.
 */
export async function startTelemetry(): Promise<(() => Promise<void>) | null> {
  if (!ENDPOINTS.some((name) => process.env[name])) return null;
  process.env.OTEL_SERVICE_NAME ??= "atlast";
  // Next's own spans of outgoing requests would carry whom they ask about.
  process.env.NEXT_OTEL_FETCH_DISABLED ??= "1";
  // Neither the machine's nor the command's names, which may say where things lie.
  process.env.OTEL_NODE_RESOURCE_DETECTORS ??= "env";

  const [
    { NodeSDK, tracing },
    { OTLPTraceExporter },
    { PrismaInstrumentation },
    { HideAddresses },
  ] = await Promise.all([
    import("@opentelemetry/sdk-node"),
    import("@opentelemetry/exporter-trace-otlp-proto"),
    import("@prisma/instrumentation"),
    import("./hide-addresses"),
  ]);
  const sdk = new NodeSDK({
    instrumentations: [new PrismaInstrumentation()],
    spanProcessors: [new HideAddresses(), new tracing.BatchSpanProcessor(new OTLPTraceExporter())],
  });
  sdk.start();
  reportGauges();
  log.info("sending traces and metrics");
  return () => sdk.shutdown();
}

function reportGauges() {
  const meter = metrics.getMeter("atlast");
  void readGauges().then((first) => {
    const instruments = new Map(
      first.map(({ name, help }) => [
        name,
        meter.createObservableGauge(name, { description: help }),
      ]),
    );
    meter.addBatchObservableCallback(
      async (result) => {
        for (const { name, points } of await readGauges()) {
          const instrument = instruments.get(name);
          if (!instrument) continue;
          for (const { labels, value } of points) result.observe(instrument, value, labels);
        }
      },
      [...instruments.values()],
    );
  });
}
