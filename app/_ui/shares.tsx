/**
 * A thin bar of how far a list is: found, not found, not checked. The numbers stand beside it. Drawn in SVG, whose
 * widths are attributes: the page allows no inline styles.
 */
export function Shares({
  found,
  notFound,
  total,
  className = "",
}: {
  found: number;
  notFound: number;
  total: number;
  className?: string;
}) {
  const percent = (count: number) => (total > 0 ? (100 * count) / total : 0);
  return (
    <svg aria-hidden height="6" className={`w-full rtl:-scale-x-100 ${className}`}>
      <rect width="100%" height="6" rx="3" fill="currentColor" className="text-line" />
      <rect
        width={`${percent(found + notFound)}%`}
        height="6"
        rx="3"
        fill="currentColor"
        className="text-edge opacity-50"
      />
      <rect
        width={`${percent(found)}%`}
        height="6"
        rx="3"
        fill="currentColor"
        className="text-found"
      />
    </svg>
  );
}
