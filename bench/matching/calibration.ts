import { randomFrom } from "@/e2e/network/world/random";

/** One answer: what the score promised (0 to 1), whether it was right, and how much it counts. */
export type Forecast = { score: number; isRight: boolean; share: number };

export type Bin = { from: number; count: number; promised: number; kept: number };

/**
 * Reliability in ten bins of equal width, and the expected calibration error:
 * the mean distance between promised and kept, weighted by the answers.
 */
export function calibrationOf(forecasts: readonly Forecast[]): { bins: Bin[]; error: number } {
  const bins: Bin[] = [];
  for (let from = 0; from < 10; from++) {
    const inside = forecasts.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === from);
    const count = total(inside, () => 1);
    if (count === 0) continue;
    bins.push({
      from: from / 10,
      count,
      promised: total(inside, ({ score }) => score) / count,
      kept: total(inside, ({ isRight }) => Number(isRight)) / count,
    });
  }
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  const off = bins.reduce((sum, bin) => sum + bin.count * Math.abs(bin.promised - bin.kept), 0);
  return { bins, error: all === 0 ? 0 : off / all };
}

const TRIALS = 200;

/**
 * The calibration error that a score would show on as many answers if each were right exactly as often as it promises:
 * bins of few answers stray, and straying adds up. The same input gives the same figure.
 */
export function errorByChance(forecasts: readonly Forecast[]): number {
  const random = randomFrom("trials").next;
  let sum = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const drawn = forecasts.map((one) => ({ ...one, isRight: random() < one.score }));
    sum += calibrationOf(drawn).error;
  }
  return sum / TRIALS;
}

function total(forecasts: readonly Forecast[], value: (forecast: Forecast) => number): number {
  return forecasts.reduce((sum, forecast) => sum + forecast.share * value(forecast), 0);
}
