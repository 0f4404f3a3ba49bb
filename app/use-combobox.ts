import { type KeyboardEvent, useId, useState } from "react";

/**
 * A text field with suggestions below it, as the ARIA pattern of an editable combobox has it: the arrows go through them,
 * round and round, Enter takes one, Escape closes them, and the focus stays in the field.
 *
 * @param items what is suggested now; none closes the list.
 */
export function useCombobox<Item>(items: Item[], onChoose: (item: Item) => void) {
  const list = useId();
  const [isWanted, setWanted] = useState(false);
  const [place, setPlace] = useState<number | null>(null);
  const isOpen = isWanted && items.length > 0;
  // Suggestions that came since may be fewer.
  const active = isOpen && place !== null && place < items.length ? place : null;

  function show(at: number | null) {
    setWanted(true);
    setPlace(at);
  }

  function choose(item: Item) {
    setWanted(false);
    onChoose(item);
  }

  function onKeyDown(event: KeyboardEvent) {
    const { key } = event;
    const item = active === null ? undefined : items[active];
    if (event.nativeEvent.isComposing || items.length === 0) return;
    if (key === "ArrowDown") show(active === null ? 0 : (active + 1) % items.length);
    else if (key === "ArrowUp") show((active || items.length) - 1);
    else if (key === "Escape" && isOpen) setWanted(false);
    else if (key === "Enter" && item) choose(item);
    else return;
    event.preventDefault();
  }

  return {
    isOpen,
    fieldProps: {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": isOpen,
      "aria-controls": list,
      "aria-activedescendant": active === null ? undefined : `${list}-${active}`,
      onInput: () => show(null),
      onKeyDown,
      onBlur: () => setWanted(false),
    },
    listProps: { id: list, role: "listbox" },
    optionProps: (item: Item, index: number) => ({
      ref: index === active ? bringIntoView : undefined,
      id: `${list}-${index}`,
      role: "option",
      "aria-selected": index === active,
      // A press would take the focus out of the field, and that closes the list.
      onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
      onMouseMove: () => setPlace(index),
      onClick: () => choose(item),
    }),
  } as const;
}

function bringIntoView(option: Element | null) {
  option?.scrollIntoView({ block: "nearest" });
}
