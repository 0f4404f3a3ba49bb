import { redirect } from "next/navigation";
import { z } from "zod";
import { keepBrowserToken } from "@/app/login/keep-browser-token";
import { grantedLeave, type Leave, type SignInProblem, startSignIn } from "@/lib/oauth";
import type { UserDid } from "@/lib/users";

/**
 * Sends the person to their server, to be asked for more beside what they have allowed already.
 *
 * @param options.returnTo the page of ours to come back to.
 * @param options.isBroad ask for everything at once: for servers that know no smaller leave.
 * @returns why it could not be asked.
 */
export async function askLeave(
  user: UserDid,
  more: Partial<Leave>,
  { returnTo, isBroad }: { returnTo: string; isBroad: boolean },
): Promise<{ problem: SignInProblem }> {
  const given = await grantedLeave(user);
  const start = await startSignIn(user, {
    leave: {
      collections: [...given.collections, ...(more.collections ?? [])],
      ownView: given.ownView || more.ownView,
    },
    broadScope: z.boolean().parse(isBroad),
    returnTo,
  });
  if (!start.ok) return { problem: start.problem };
  await keepBrowserToken(start.browserToken);
  redirect(start.url);
}
