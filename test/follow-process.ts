// A process that does what is due of the follows, for a test that ends it: it tells its parent where its first request to
// write stands, "unseen" before the server has heard of it or "done" after it was carried out, and waits there for its end.
// Told "through", it works until nothing is due. It never outlives its parent.
import { interceptNext } from "./intercept";

const [stage] = process.argv.slice(2);
process.once("disconnect", () => process.exit(1));

if (stage !== "through") {
  interceptNext("com.atproto.repo.applyWrites", async (pass) => {
    if (stage === "done") await pass();
    process.send?.(stage);
    return new Promise(() => {});
  });
}
// Not before: what keeps fetch for itself keeps ours.
const { work } = await import("./follow-batch");
await work();
process.exit(0);
