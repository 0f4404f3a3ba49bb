"use client";

import { useTranslations } from "next-intl";
import { useActionState, useId } from "react";
import { Button } from "./_ui/button";
import { HandleField } from "./handle-field";
import { type SignInState, startSignInAction } from "./login/actions";

/** One field and the button beside it. */
export function SignInForm({ returnTo, appView }: { returnTo: string; appView: string }) {
  const t = useTranslations("door");
  const [state, action, isPending] = useActionState<SignInState, FormData>(startSignInAction, null);
  const [field, hint, problem] = [useId(), useId(), useId()];

  return (
    <form action={action} className="space-y-2">
      <label id={field} htmlFor={`${field}-field`} className="block font-semibold">
        {t("handleLabel")}
      </label>
      <div className="flex flex-col gap-2 sm:flex-row sm:items-start">
        <HandleField
          defaultValue={state?.handle}
          appView={appView}
          labelId={field}
          describedBy={`${hint} ${problem}`}
          isInvalid={state !== null}
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
