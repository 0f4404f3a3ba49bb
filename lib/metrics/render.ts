import { collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { readGauges } from "./gauges";

// Kept across the copies of this module that a bundler may make: a process has one memory to measure.
const kept = globalThis as { atlastProcessMetrics?: { metrics(): Promise<string> } };

/** What operators watch, and how this process is, in Prometheus' text format. */
export async function renderMetrics(): Promise<{ text: string; contentType: string }> {
  kept.atlastProcessMetrics ??= measureProcess();
  const registry = new Registry();
  for (const { name, help, points } of await readGauges()) {
    // Without a kind of its own, a gauge would say 0 of what there is nothing to say of.
    if (points.length === 0) continue;
    const labelNames = [...new Set(points.flatMap(({ labels }) => Object.keys(labels)))];
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const { labels, value } of points) gauge.set(labels, value);
  }
  const text = (await registry.metrics()) + (await kept.atlastProcessMetrics.metrics());
  return { text, contentType: registry.contentType };
}

function measureProcess() {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}
