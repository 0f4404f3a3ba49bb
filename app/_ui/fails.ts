/** Whether what was begun did not come about, whatever the reason. */
export function fails(work: Promise<unknown>): Promise<boolean> {
  return work.then(
    () => false,
    () => true,
  );
}
