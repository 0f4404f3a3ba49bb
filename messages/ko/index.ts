import admin from "./admin.json" with { type: "json" };
import app from "./app.json" with { type: "json" };
import arrivals from "./arrivals.json" with { type: "json" };
import exports from "./exports.json" with { type: "json" };
import follows from "./follows.json" with { type: "json" };
import history from "./history.json" with { type: "json" };
import matching from "./matching.json" with { type: "json" };
import partners from "./partners.json" with { type: "json" };
import preferences from "./preferences.json" with { type: "json" };
import privacy from "./privacy.json" with { type: "json" };
import start from "./start.json" with { type: "json" };

/** Every message in Korean, by room. */
const messages = {
  ...app,
  admin,
  arrivals,
  exports,
  follows,
  history,
  matching,
  partners,
  preferences,
  privacy,
  ...start,
};

export default messages;
