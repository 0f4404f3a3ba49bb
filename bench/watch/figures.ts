import { execFileSync } from "node:child_process";

export function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The value below which this part of the numbers lies: 0.5 for the median. */
export function quantile(numbers: number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** Milliseconds that each call took. */
export async function timeEach<T>(items: T[], call: (item: T) => Promise<unknown>) {
  const times: number[] = [];
  for (const item of items) {
    const begun = performance.now();
    await call(item);
    times.push(performance.now() - begun);
  }
  return times;
}

export function chunks<T>(items: T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, place) =>
    items.slice(place * size, (place + 1) * size),
  );
}

export function show(what: string, value: string): void {
  console.log(`  ${what.padEnd(44)} ${value}`);
}

/** Runs the script that is running, once more, with other arguments. */
export function runSelf(...args: string[]): void {
  const script = process.argv[1] ?? "";
  execFileSync(process.execPath, [...process.execArgv, script, ...args], { stdio: "inherit" });
}
