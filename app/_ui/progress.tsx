/** How much of something is done; without `done`, that it is going on. */
export function Progress({ done, total, label }: { done?: number; total?: number; label: string }) {
  const share = done !== undefined && total ? Math.min(1, done / total) : null;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.floor(share * 100)}
    >
      <svg aria-hidden height="6" className="w-full rtl:-scale-x-100">
        <rect width="100%" height="6" rx="3" fill="currentColor" className="text-line" />
        <rect
          width={share === null ? "30%" : `${share * 100}%`}
          height="6"
          rx="3"
          fill="currentColor"
          className={`text-accent ${share === null ? "pulse" : ""}`}
        />
      </svg>
    </div>
  );
}
