/** The mark of ATlast: two people and the thread between them. */
export function Mark({ className = "size-7" }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 28 28" className={`shrink-0 ${className}`}>
      <path
        d="M6 20.5C10 9 18 19 22 7.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
        className="text-accent"
      />
      <circle cx="6" cy="20.5" r="3.6" fill="currentColor" className="text-ink" />
      <circle cx="22" cy="7.5" r="3.6" fill="currentColor" className="text-accent" />
    </svg>
  );
}
