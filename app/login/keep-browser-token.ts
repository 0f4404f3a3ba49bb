import { cookies } from "next/headers";
import { env, isLoopback } from "@/lib/env";

/** Leaves with this browser the token of a sign-in that it begins, which only the way back reads. */
export async function keepBrowserToken(token: string): Promise<void> {
  (await cookies()).set("atlast-sign-in", token, {
    httpOnly: true,
    sameSite: "lax",
    secure: !isLoopback(env().PUBLIC_URL),
    path: "/oauth/callback",
    maxAge: 60 * 60,
  });
}
