import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // What says nothing about a person's page may be compressed by the server in front; the app does it where there is none.
  compress: true,
  typedRoutes: false,
  // Opened as localhost, the app sends the browser on to 127.0.0.1, where the sign-in works.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  serverExternalPackages: ["pg"],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(config);
