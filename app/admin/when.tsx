import { useFormatter, useNow } from "next-intl";

/** How long ago, or in how long; exact on hover and for who listens. */
export function When({ at }: { at: Date }) {
  const format = useFormatter();
  const now = useNow();
  return (
    <time
      dateTime={at.toISOString()}
      title={format.dateTime(at, { dateStyle: "medium", timeStyle: "medium" })}
      className="whitespace-nowrap"
    >
      {format.relativeTime(at, now)}
    </time>
  );
}
