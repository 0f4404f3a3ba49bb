type Stop = () => Promise<unknown>;

/**
 * Runs what starts several things and then lives until one of them ends or somebody stops it: Ctrl-C, a signal, a closed
 * terminal. What was started is stopped in the opposite order, whatever happens. An error is said in its own words, and
 * the exit code tells.
 */
export async function runUntilStopped(
  run: (stopLater: (stop: Stop) => void) => Promise<number>,
): Promise<never> {
  const stops: Stop[] = [];
  let isStopping = false;
  const stopAll = async (code: number) => {
    if (isStopping) return;
    isStopping = true;
    for (const stop of stops.reverse()) await stop().catch((error) => console.error(error.message));
    process.exit(code);
  };

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void stopAll(0));
  }
  try {
    await stopAll(await run((stop) => stops.push(stop)));
  } catch (error) {
    if (!isStopping) console.error(`\n${error instanceof Error ? error.message : error}\n`);
    await stopAll(1);
  }
  return new Promise<never>(() => {});
}
