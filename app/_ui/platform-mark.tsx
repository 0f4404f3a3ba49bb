/** The mark of a platform, as people know it. Its name stands beside it, or is said by the text around it. */
export function PlatformMark({ id, className = "size-6" }: { id: string; className?: string }) {
  return (
    <svg aria-hidden className={`shrink-0 ${className}`}>
      <use href={`/marks.svg#${id}`} />
    </svg>
  );
}
