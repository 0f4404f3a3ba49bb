/** A table as Markdown has it: the first row is the head; columns are padded to one width. */
export function table(rows: readonly (readonly (string | number)[])[]): string {
  const cells = rows.map((row) => row.map(String));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? "").length)),
  );
  const lines = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [lines[0], rule, ...lines.slice(1)].join("\n");
}

/** `.873` */
export function fixed(share: number, digits = 3): string {
  return share.toFixed(digits).replace(/^0/, "");
}

/** `0.27 %` */
export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

const SHOW_EVERY_MS = 5_000;

/** Shows on stderr, every few seconds, how many are done. */
export function reportProgress(what: string): (done: number, total: number) => void {
  let lastShown = Date.now();
  return (done, total) => {
    if (Date.now() - lastShown < SHOW_EVERY_MS) return;
    lastShown = Date.now();
    console.error(`${what}: ${done} of ${total} …`);
  };
}
