import { useLayoutEffect, useRef, useState } from "react";

type Functions = { [name: string]: (...args: never[]) => unknown };

/**
 * Functions that stay the same from one drawing to the next and do what the latest ones do, so that nothing is drawn again
 * for their sake. They are for what happens later, not for what is drawn.
 */
export function useSteady<Given extends Functions>(functions: Given): Given {
  const latest = useRef(functions);
  useLayoutEffect(() => {
    latest.current = functions;
  });
  const [steady] = useState(() => {
    const calls = Object.keys(functions).map((name) => [
      name,
      (...args: never[]) => latest.current[name]?.(...args),
    ]);
    return Object.fromEntries(calls) as Given;
  });
  return steady;
}
