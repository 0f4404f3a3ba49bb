"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/button";
import { Dialog } from "@/app/_ui/dialog";

const parts = ["all", "found", "not_found"] as const;
const formats = ["csv", "json"] as const;

/** Which rows of a list to download, and for what kind of program. */
export function DownloadDialog({ id, name, onClose }: Record<"id" | "name", string> & Close) {
  const t = useTranslations("home.download");
  return (
    <Dialog title={t("title", { list: name })} onClose={onClose}>
      <form action={`/uploads/${id}/export`} className="space-y-5">
        <Choice
          name="rows"
          legend={t("rows")}
          values={parts}
          label={(part) => t(`parts.${part}`)}
        />
        <Choice
          name="format"
          legend={t("format")}
          values={formats}
          label={(format) => t(`formats.${format}`)}
        />
        <Button look="main" type="submit">
          {t("submit")}
        </Button>
      </form>
    </Dialog>
  );
}

type Close = { onClose: () => void };

function Choice<Value extends string>(props: {
  name: string;
  legend: string;
  values: readonly Value[];
  label: (value: Value) => string;
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-13 text-ink-soft">{props.legend}</legend>
      {props.values.map((value, place) => (
        <label key={value} className="flex min-h-10 items-center gap-3">
          <input
            type="radio"
            name={props.name}
            value={value}
            defaultChecked={place === 0}
            className="size-5 accent-accent"
          />
          {props.label(value)}
        </label>
      ))}
    </fieldset>
  );
}
