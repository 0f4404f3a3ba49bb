"use client";

import { useTranslations } from "next-intl";
import { useActionState, useId } from "react";
import { Button } from "./_ui/button";
import { type SignInState, startSignInAction } from "./login/actions";

/** One field and the button beside it. */
export function SignInForm({ returnTo, first }: { returnTo: string; first: SignInState }) {
  const t = useTranslations("door");
  const [state, action, isPending] = useActionState(startSignInAction, first);
  const [field, hint, problem] = [useId(), useId(), useId()];

  return (
    <form action={action} className="space-y-2">
      <label htmlFor={field} className="block font-semibold">
        {t("handleLabel")}
      </label>
      <div className="flex flex-col gap-2 sm:flex-row">
        <input
          id={field}
          name="handle"
          required
          defaultValue={state?.handle}
          placeholder={t("handlePlaceholder")}
          autoComplete="username"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="go"
          aria-describedby={`${hint} ${problem}`}
          aria-invalid={state !== null}
          className="min-h-12 w-full min-w-0 grow rounded-6 border border-edge bg-raised px-4 text-17 placeholder:text-ink-faint"
        />
        <input type="hidden" name="returnTo" value={returnTo} />
        <Button
          look="main"
          type="submit"
          disabled={isPending}
          className="min-h-12 shrink-0 px-6 text-17"
        >
          {isPending ? t("signingIn") : t("signIn")}
        </Button>
      </div>
      <p id={problem} role="alert" className="text-trouble empty:hidden">
        {state && t(`problems.${state.problem}`, { handle: state.handle })}
      </p>
      <p id={hint} className="text-13 text-ink-soft">
        {t("handleHint")}
      </p>
    </form>
  );
}
