import admin from "./admin.json";
import app from "./app.json";
import arrivals from "./arrivals.json";
import exports from "./exports.json";
import matching from "./matching.json";
import partners from "./partners.json";
import preferences from "./preferences.json";
import start from "./start.json";

/** Every message in English, by room. The other languages have the same keys. */
const messages = { ...app, admin, arrivals, exports, matching, partners, preferences, ...start };

export default messages;
