import admin from "./admin.json";
import app from "./app.json";
import arrivals from "./arrivals.json";
import exports from "./exports.json";
import follows from "./follows.json";
import history from "./history.json";
import matching from "./matching.json";
import partners from "./partners.json";
import preferences from "./preferences.json";
import privacy from "./privacy.json";
import start from "./start.json";

/** Every message in Arabic, by room. */
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
