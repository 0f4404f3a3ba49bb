// An error or a warning that nobody expects fails the test that caused it.
import { afterEach, expect, vi } from "vitest";

const spies = (["error", "warn"] as const).map((method) => vi.spyOn(console, method));

afterEach(() => {
  const calls = spies.flatMap((spy) => spy.mock.calls);
  for (const spy of spies) spy.mockClear();
  expect(calls, "printed to the console").toEqual([]);
});
