/** How sure it is that both ends are one person; `open`: not checked yet. */
export type ThreadKind = "sure" | "look" | "weak" | "none" | "open";

const dashes: Partial<Record<ThreadKind, string>> = { look: "7 5", weak: "1.5 5" };

/**
 * The thread between where you knew someone and where they are now. Its stroke says how sure we are: solid, dashed,
 * dotted, or none; a hollow end is not checked yet. The words beside it say the same.
 */
export function Thread({ kind, className = "" }: { kind: ThreadKind; className?: string }) {
  const tied = kind === "sure" || kind === "look" || kind === "weak";
  const colour = kind === "sure" ? "text-found" : tied ? "text-new" : "text-edge";
  return (
    <svg
      aria-hidden
      height="12"
      className={`me-1 overflow-visible rtl:-scale-x-100 ${colour} ${className}`}
    >
      {tied && (
        <line
          x1="5"
          y1="6"
          x2="100%"
          y2="6"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
          strokeDasharray={dashes[kind]}
        />
      )}
      <circle cx="5" cy="6" r="4" fill="currentColor" />
      {kind === "open" ? (
        <circle cx="100%" cy="6" r="3.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      ) : (
        tied && <circle cx="100%" cy="6" r="4" fill="currentColor" />
      )}
    </svg>
  );
}
