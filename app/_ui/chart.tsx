import type { ReactNode } from "react";

/** One line of a chart: a value for each label, null where nothing is known. */
export type Series = {
  name: string;
  values: (number | null)[];
  look: "solid" | "dashed" | "dotted" | "bars";
};

const WIDTH = 300;
const HEIGHT = 100;
const dashes = { solid: undefined, dashed: "6 4", dotted: "1 4" };
const colours = {
  solid: "text-found",
  dashed: "text-new",
  dotted: "text-ink-faint",
  bars: "text-accent",
};

/**
 * Numbers over time, as lines or bars. The last value of each stands beside its name, the highest beside the axis, and
 * every value in the table behind the chart. Drawn in SVG, whose measures are attributes: the page allows no inline
 * styles.
 */
export function Chart({
  title,
  labels,
  series,
  format,
  tableTitle,
  note,
}: {
  title: string;
  labels: string[];
  series: Series[];
  format: (value: number) => string;
  /** Names the table behind the chart. */
  tableTitle: string;
  note?: ReactNode;
}) {
  const top = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const show = (value: number | null | undefined) => (value == null ? "–" : format(value));
  return (
    <figure className="min-w-0 space-y-2 rounded-12 border border-line bg-raised p-4">
      <figcaption className="space-y-1">
        <span className="block font-semibold">{title}</span>
        <ul className="flex flex-wrap gap-x-4 text-13 text-ink-soft">
          {series.map(({ name, values, look }) => (
            <li key={name} className="flex items-center gap-1.5">
              <Sample look={look} />
              {name}
              <strong className="font-semibold text-ink">{show(lastOf(values))}</strong>
            </li>
          ))}
        </ul>
      </figcaption>
      <div className="grid grid-cols-[auto_1fr] gap-x-2 text-13 text-ink-faint">
        <div className="flex flex-col justify-between text-end">
          <span>{format(top)}</span>
          <span>{format(0)}</span>
        </div>
        <svg
          aria-hidden
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-32 w-full overflow-visible rtl:-scale-x-100"
        >
          {[0, HEIGHT].map((y) => (
            <line key={y} x1="0" x2={WIDTH} y1={y} y2={y} className="text-line" {...stroke(1)} />
          ))}
          {series.map((one) =>
            one.look === "bars" ? (
              <path
                key={one.name}
                d={barsOf(one.values, top)}
                fill="currentColor"
                className={colours.bars}
              />
            ) : (
              <path
                key={one.name}
                d={lineOf(one.values, top)}
                fill="none"
                strokeDasharray={dashes[one.look]}
                strokeLinejoin="round"
                className={colours[one.look]}
                {...stroke(2)}
              />
            ),
          )}
        </svg>
        <span />
        <div className="flex justify-between">
          <span>{labels[0]}</span>
          <span>{labels.at(-1)}</span>
        </div>
      </div>
      {note && <p className="text-13 text-ink-soft">{note}</p>}
      <details className="text-13">
        <summary className="text-accent">{tableTitle}</summary>
        <div className="mt-2 max-h-64 overflow-auto">
          <table className="w-full text-end">
            <thead className="text-ink-soft">
              <tr>
                <td />
                {series.map(({ name }) => (
                  <th key={name} scope="col" className="px-2 py-1 text-end font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {labels.map((label, place) => (
                <tr key={label} className="border-line border-t">
                  <th scope="row" className="py-1 text-start font-normal text-ink-soft">
                    {label}
                  </th>
                  {series.map(({ name, values }) => (
                    <td key={name} className="px-2 py-1">
                      {show(values[place])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

function Sample({ look }: { look: Series["look"] }) {
  return (
    <svg aria-hidden width="18" height="8" className={colours[look]}>
      {look === "bars" ? (
        <rect x="3" width="6" height="8" fill="currentColor" />
      ) : (
        <line x2="18" y1="4" y2="4" strokeDasharray={dashes[look]} {...stroke(2)} />
      )}
    </svg>
  );
}

/** Bars as one shape: each goes up, along, down and back. */
function barsOf(values: (number | null)[], top: number) {
  const step = WIDTH / values.length;
  return values
    .map((value, place) => {
      const height = ((value ?? 0) / top) * HEIGHT;
      const [x, y, width] = [place * step + step * 0.15, HEIGHT - height, step * 0.7].map(round);
      return `M${x} ${HEIGHT}V${y}h${width}V${HEIGHT}z`;
    })
    .join("");
}

/** A line through the values, broken where one is not known. */
function lineOf(values: (number | null)[], top: number) {
  const step = WIDTH / Math.max(1, values.length - 1);
  let isPenDown = false;
  return values
    .map((value, place) => {
      if (value === null) {
        isPenDown = false;
        return "";
      }
      const command = isPenDown ? "L" : "M";
      const point = `${round(place * step)} ${round(HEIGHT - (value / top) * HEIGHT)}`;
      isPenDown = true;
      // A point alone is drawn too, as a line of no length with round ends.
      return values[place + 1] == null && command === "M" ? `M${point}h0` : `${command}${point}`;
    })
    .join("");
}

function stroke(width: number) {
  return {
    stroke: "currentColor",
    strokeWidth: width,
    strokeLinecap: "round",
    vectorEffect: "non-scaling-stroke",
  } as const;
}

function lastOf(values: (number | null)[]) {
  return values.findLast((value) => value !== null);
}

function round(value: number) {
  return Math.round(value * 100) / 100;
}
