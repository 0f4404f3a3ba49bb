import { unstable_rethrow } from "next/navigation";

/**
 * Whether what was begun did not come about, whatever the reason. What leads on to another page is an error to React, and
 * passes.
 */
export function fails(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => false,
    (error) => {
      unstable_rethrow(error);
      return true;
    },
  );
}
