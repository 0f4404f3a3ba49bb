"use client";

import { useCombobox } from "downshift";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState, useSyncExternalStore } from "react";
import { Avatar } from "./_ui/avatar";
import { type Suggestion, useSuggestions } from "./use-suggestions";

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
  const id = useId();
  const combobox = useCombobox<Suggestion>({
    id,
    items: suggestions,
    inputValue: typed,
    itemToString: (item) => item?.handle ?? "",
    onSelectedItemChange: ({ selectedItem }) => selectedItem && setTyped(selectedItem.handle),
    getA11yStatusMessage: () => "",
  });
  const isOpen = combobox.isOpen && suggestions.length > 0;

  return (
    <div className="relative min-w-0 grow space-y-2">
      <input
        {...combobox.getInputProps({
          "aria-labelledby": labelId,
          id: `${labelId}-field`,
          // Kept here rather than by the combobox, whose later update would move the cursor.
          onChange: (event) => setTyped(event.currentTarget.value),
        })}
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
        {...combobox.getMenuProps({ "aria-label": t("suggestions") })}
        hidden={!isOpen}
        className="absolute inset-x-0 top-12 z-10 max-h-80 overflow-y-auto rounded-6 border border-line bg-raised p-1 shadow-float"
      >
        {isOpen &&
          suggestions.map((item, index) => (
            <li
              key={item.did}
              {...combobox.getItemProps({ item, index })}
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
