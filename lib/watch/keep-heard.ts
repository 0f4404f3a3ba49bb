import type { Prisma } from "@/lib/db";
import { requestChecks } from "@/lib/directory";
import { hearOfActors } from "@/lib/matching";
import type { Heard } from "./heard";

/** Keeps what was heard, in the caller's transaction; what is unclear is asked of the AppView later. */
export async function keepHeard(tx: Prisma.TransactionClient, heard: Heard[]): Promise<void> {
  const changes = heard.filter((one) => !("isUnclear" in one));
  const unclear = heard.filter((one) => "isUnclear" in one);
  await hearOfActors(tx, changes);
  await requestChecks(
    tx,
    unclear.map(({ did }) => did),
    "profile",
  );
}
