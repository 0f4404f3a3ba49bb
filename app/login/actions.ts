"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { isLanguage, LANGUAGE_COOKIE } from "@/i18n/languages";
import { env, isLoopback } from "@/lib/env";
import { type SignInProblem, startSignIn } from "@/lib/oauth";
import { keepBrowserToken } from "./keep-browser-token";
import { ReturnTo } from "./return-to";

export type SignInState = { problem: SignInProblem; handle: string } | null;

const Input = z.object({
  handle: z.string().max(500),
  returnTo: ReturnTo,
  broadScope: z.stringbool().catch(false),
});

export async function startSignInAction(
  _previous: SignInState,
  form: FormData,
): Promise<SignInState> {
  const { handle, returnTo, broadScope } = Input.parse(Object.fromEntries(form));
  const start = await startSignIn(handle, { returnTo, broadScope });
  if (!start.ok) return { problem: start.problem, handle: handle.trim() };

  await keepBrowserToken(start.browserToken);
  redirect(start.url);
}

/** Speaks another language to this browser, until somebody signs in who has chosen one. */
export async function chooseLanguageAction(form: FormData) {
  const language = form.get("language");
  if (!isLanguage(language)) return;
  (await cookies()).set(LANGUAGE_COOKIE, language, {
    sameSite: "lax",
    secure: !isLoopback(env().PUBLIC_URL),
    path: "/",
    maxAge: 365 * 24 * 60 * 60,
  });
}
