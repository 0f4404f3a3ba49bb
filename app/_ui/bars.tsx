import { useFormatter } from "next-intl";
import type { ReactNode } from "react";

const HEIGHT = 10;

/** One bar: a number, and what part of the whole it is, between 0 and 1. */
export type Bar = {
  id: string;
  name: ReactNode;
  count: number;
  part: number;
  isFound: boolean;
};

/**
 * Numbers as parts of a whole, one bar below the other, each with its values beside it. Drawn in SVG, whose widths are
 * attributes: the page allows no inline styles.
 */
export function Bars({ title, note, bars }: { title: string; note?: string; bars: Bar[] }) {
  const format = useFormatter();
  return (
    <figure className="space-y-3 rounded-12 border border-line bg-raised p-4">
      <figcaption>
        <span className="font-semibold">{title}</span>
        {note && <span className="block text-13 text-ink-soft">{note}</span>}
      </figcaption>
      <dl className="grid grid-cols-[auto_1fr_auto_auto] items-center gap-x-2 gap-y-2">
        {bars.map(({ id, name, count, part, isFound }) => (
          <div key={id} className="col-span-4 grid grid-cols-subgrid items-center">
            <dt className="pe-2 text-ink-soft">{name}</dt>
            <dd aria-hidden className="pe-2">
              <svg aria-hidden height={HEIGHT} className="w-full rtl:-scale-x-100">
                <rect
                  width="100%"
                  height={HEIGHT}
                  rx="3"
                  fill="currentColor"
                  className="text-sunken"
                />
                <rect
                  width={`${100 * part}%`}
                  height={HEIGHT}
                  rx="3"
                  fill="currentColor"
                  className={isFound ? "text-found" : "text-edge"}
                />
              </svg>
            </dd>
            <dd className="col-span-2 grid grid-cols-subgrid items-baseline text-end">
              <span>{format.number(count)}</span>{" "}
              <span className="text-13 text-ink-soft">
                {format.number(part, { style: "percent", maximumFractionDigits: 0 })}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
