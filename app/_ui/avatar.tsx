"use client";

import { useState } from "react";

const sizes = {
  24: "size-6 text-13",
  32: "size-8 text-13",
  40: "size-10 text-15",
  56: "size-14 text-21",
};

/** A person's picture, or the first letter of their name where there is none or it does not load. */
export function Avatar({
  src,
  name,
  size = 40,
}: {
  src: string | null;
  name: string;
  size?: keyof typeof sizes;
}) {
  const [broken, setBroken] = useState<string | null>(null);
  const shape = `${sizes[size]} shrink-0 rounded-full bg-sunken`;
  if (src && src !== broken) {
    return (
      <img
        src={src}
        alt=""
        width={size}
        height={size}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        className={`${shape} object-cover`}
        onError={() => setBroken(src)}
      />
    );
  }
  return (
    <span
      aria-hidden
      className={`${shape} grid place-items-center font-medium text-ink-soft uppercase`}
    >
      {[...name.replace(/^[^\p{L}\p{N}]+/u, "")][0] ?? "?"}
    </span>
  );
}
