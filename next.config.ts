import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The app alone: tests, benches and scripts are checked by `npm run check`.
  typescript: { tsconfigPath: "tsconfig.app.json" },
  experimental: {
    // Small chunks: what two parts of a page share is loaded once, and pages load what they show.
    turbopackChunking: { requestCost: 20_000, minChunkSize: 50_000 },
  },
  // Opened as localhost, the app sends the browser on to 127.0.0.1, where the sign-in works.
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  async headers() {
    return [
      {
        source: "/:path*",
        headers: [
          { key: "x-content-type-options", value: "nosniff" },
          { key: "referrer-policy", value: "same-origin" },
          { key: "cross-origin-opener-policy", value: "same-origin" },
          {
            key: "permissions-policy",
            value: "camera=(), microphone=(), geolocation=(), payment=()",
          },
          { key: "strict-transport-security", value: "max-age=31536000" },
        ],
      },
    ];
  },
};

const withMessages = createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  experimental: {
    // Messages are parsed by the build: the browser loads no parser.
    messages: { path: "./messages", format: "json", locales: "infer", precompile: true },
  },
});

export default withMessages(config);
