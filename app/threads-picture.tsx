const ties: { from: number; to: number; dash?: string; colour: string }[] = [
  { from: 0, to: 1, colour: "text-found" },
  { from: 1, to: 0, colour: "text-found" },
  { from: 2, to: 3, colour: "text-new", dash: "8 6" },
  { from: 3, to: 2, colour: "text-found" },
  { from: 5, to: 4, colour: "text-edge", dash: "1.5 6" },
];
const height = (place: number) => 34 + place * 50;

/** Names on one side, people on the other, and the threads between them. */
export function ThreadsPicture({ label }: { label: string }) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 360 320"
      className="w-full max-w-[26rem] justify-self-center rtl:-scale-x-100"
    >
      {[92, 64, 110, 78, 54, 98].map((width, place) => (
        <g key={width} className="text-line">
          <rect
            x={112 - width}
            y={height(place) - 6}
            width={width}
            height="12"
            rx="6"
            fill="currentColor"
          />
          <circle cx="128" cy={height(place)} r="5" fill="currentColor" className="text-ink-soft" />
        </g>
      ))}
      {ties.map(({ from, to, dash, colour }) => (
        <path
          key={from}
          d={`M128 ${height(from)}C176 ${height(from)} 192 ${height(to) + 20} 240 ${height(to) + 20}`}
          fill="none"
          stroke="currentColor"
          strokeWidth="2.5"
          strokeLinecap="round"
          strokeDasharray={dash}
          className={colour}
        />
      ))}
      {[0, 1, 2, 3, 4].map((place) => (
        <g key={place} transform={`translate(262 ${height(place) + 20})`}>
          <circle r="19" fill="currentColor" className="text-accent-soft" />
          <circle cy="-5" r="6" fill="currentColor" className="text-accent" />
          <path d="M-10 12a10 9 0 0 1 20 0z" fill="currentColor" className="text-accent" />
          <rect
            x="30"
            y="-9"
            width={[56, 44, 62, 50, 38][place]}
            height="8"
            rx="4"
            fill="currentColor"
            className="text-edge"
          />
          <rect
            x="30"
            y="4"
            width={[40, 54, 34, 46, 50][place]}
            height="6"
            rx="3"
            fill="currentColor"
            className="text-line"
          />
        </g>
      ))}
    </svg>
  );
}
