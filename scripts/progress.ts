const SHOW_EVERY_MS = 2_000;

/** Says what is going on, with counts: in one line that changes on a terminal, line by line elsewhere. */
export function showProgress() {
  const going = new Map<string, string>();
  const isTerminal = process.stdout.isTTY;
  let lastShown = 0;

  function show(what: string, done: number, total: number) {
    const isDone = done >= total;
    const line = total > 1 ? `${what}: ${done} of ${total}` : what;
    if (isDone) going.delete(what);
    else going.set(what, line);
    if (isTerminal) {
      if (isDone) write(`\r\x1b[K${line}: done\n`);
      write(
        `\r\x1b[K${[...going.values()].join("   ").slice(0, (process.stdout.columns || 80) - 4)} …`,
      );
    } else if (isDone || Date.now() - lastShown > SHOW_EVERY_MS) {
      lastShown = Date.now();
      write(`${line}${isDone ? ": done" : " …"}\n`);
    }
  }

  return { show, end: () => isTerminal && write("\r\x1b[K") };
}

function write(text: string) {
  process.stdout.write(text);
}
