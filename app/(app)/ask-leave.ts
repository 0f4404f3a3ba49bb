import { redirect } from "next/navigation";
import { z } from "zod";
import { keepBrowserToken } from "@/app/login/keep-browser-token";
import { writesTo } from "@/lib/follows";
import { type SignInProblem, startSignIn, writableCollections } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";

/**
 * Sends the person to their server, to be asked for what a batch needs to write beside what they have allowed already.
 *
 * @param options.returnTo the page of ours to come back to.
 * @param options.isBroad ask for everything at once: for servers that know no smaller leave.
 * @returns why it could not be asked.
 */
export async function askLeave(
  user: UserDid,
  batch: Parameters<typeof writesTo>[0],
  { returnTo, isBroad }: { returnTo: string; isBroad: boolean },
): Promise<{ problem: SignInProblem }> {
  const start = await startSignIn(user, {
    collections: [...(await writableCollections(user)), ...writesTo(batch)],
    broadScope: z.boolean().parse(isBroad),
    returnTo,
  });
  if (!start.ok) return { problem: start.problem };
  await keepBrowserToken(start.browserToken);
  redirect(start.url);
}
