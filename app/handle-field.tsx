"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Avatar } from "./_ui/avatar";
import { useCombobox } from "./use-combobox";
import { useSuggestions } from "./use-suggestions";

type Props = {
  defaultValue: string | undefined;
  appView: string;
  describedBy: string;
  isInvalid: boolean;
  labelId: string;
};

/** Where a handle is typed. Suggests accounts, once the person has allowed what is typed to be sent to the AppView. */
export function HandleField({ defaultValue, appView, describedBy, isInvalid, labelId }: Props) {
  const t = useTranslations("door");
  const [typed, setTyped] = useState(defaultValue ?? "");
  const [allowed, setAllowed] = useAllowed();
  const suggestions = useSuggestions(typed, allowed ? appView : null);
  const { isOpen, fieldProps, listProps, optionProps } = useCombobox(suggestions, ({ handle }) =>
    setTyped(handle),
  );

  return (
    <div className="relative min-w-0 grow space-y-2">
      <input
        {...fieldProps}
        id={`${labelId}-field`}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        name="handle"
        required
        placeholder={t("handlePlaceholder")}
        autoComplete="username"
        autoCapitalize="none"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        dir="ltr"
        aria-describedby={describedBy}
        aria-invalid={isInvalid}
        className="min-h-12 w-full min-w-0 rounded-6 border border-edge bg-raised px-4 text-17 placeholder:text-ink-faint"
      />
      <ul
        {...listProps}
        aria-label={t("suggestions")}
        hidden={!isOpen}
        className="absolute inset-x-0 top-12 z-10 max-h-80 overflow-y-auto rounded-6 border border-line bg-raised p-1 shadow-float"
      >
        {isOpen &&
          suggestions.map((item, index) => (
            <li
              key={item.did}
              {...optionProps(item, index)}
              className="flex items-center gap-3 rounded-6 px-3 py-2 aria-selected:bg-accent-soft"
            >
              <Avatar src={item.avatar ?? null} name={item.displayName || item.handle} size={32} />
              <span className="min-w-0">
                <span className="block truncate" dir="auto">
                  {item.displayName || item.handle}
                </span>
                <span className="block truncate text-13 text-ink-soft" dir="auto">
                  @{item.handle}
                </span>
              </span>
            </li>
          ))}
      </ul>
      <label className="flex items-center gap-2 text-13 text-ink-soft">
        <input
          type="checkbox"
          className="size-4"
          checked={allowed}
          onChange={({ target }) => setAllowed(target.checked)}
        />
        {t("suggest", { host: new URL(appView).host })}
      </label>
    </div>
  );
}

const KEY = "atlast-suggest-handles";

/** Kept in this browser: nobody is signed in yet whose account could keep it. */
function useAllowed() {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const kept = useSyncExternalStore(
    () => () => {},
    () => localStorage.getItem(KEY) === "yes",
    () => false,
  );
  useEffect(() => {
    if (chosen !== null) localStorage.setItem(KEY, chosen ? "yes" : "no");
  }, [chosen]);
  return [chosen ?? kept, setChosen] as const;
}
