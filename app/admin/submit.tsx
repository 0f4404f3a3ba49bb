"use client";

import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "../_ui/button";

/** The button of a form; it waits while the form's action runs. */
export function Submit(props: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus();
  return (
    <Button
      className="whitespace-nowrap"
      {...props}
      type="submit"
      disabled={pending || props.disabled}
    />
  );
}
