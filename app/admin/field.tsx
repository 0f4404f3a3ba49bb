import { type ComponentProps, useId } from "react";

/** A line to type into, with its name above it. */
export function Field({ label, ...input }: ComponentProps<"input"> & { label: string }) {
  const id = useId();
  return (
    <div className="min-w-0 grow space-y-1">
      <label htmlFor={id} className="block text-13 text-ink-soft">
        {label}
      </label>
      <input
        {...input}
        id={id}
        className="min-h-10 w-full rounded-6 border border-edge bg-raised px-3"
      />
    </div>
  );
}
