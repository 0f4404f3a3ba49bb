export { type DayCount, listDays, recordDay } from "./days";
export { renderMetrics } from "./render";
export { startTelemetry } from "./telemetry";
