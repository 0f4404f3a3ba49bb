import { inspect } from "./inspect";
import { approve } from "./network/oauth-pages";
import { signIn } from "./story";
import { expect, test } from "./test";
import { words } from "./words";

test("what only the person's account can see is used once they and their server say so, and no longer when they stop", async ({
  page,
  person,
}) => {
  await signIn(page, person, "/settings");
  const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const ask = () => press(words("follows.leave.ask"));
  await press(words("preferences.ownView.use"));
  await expect(page.getByText(words("follows.leave.why.own_view"))).toBeVisible();
  await inspect(page, "own-view-leave");

  await ask();
  await approve(page, { password: person.password, decision: "deny" });
  await expect(page.getByText(words("follows.leave.refused"))).toBeVisible();
  await inspect(page, "own-view-refused");

  await press(words("preferences.ownView.askAgain"));
  await ask();
  await approve(page, { password: person.password });
  await expect(page.getByText(words("preferences.ownView.onText"))).toBeVisible();
  await inspect(page, "own-view-on");

  await press(words("preferences.ownView.stop"));
  await expect(page.getByText(words("preferences.ownView.offText"))).toBeVisible();
  // What was allowed stays allowed at the server: nothing has to be asked again.
  await press(words("preferences.ownView.use"));
  await expect(page.getByText(words("preferences.ownView.onText"))).toBeVisible();
});
