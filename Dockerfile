# One image for the app, the worker and the step that migrates the database.
FROM node:24-bookworm-slim AS build
WORKDIR /atlast
COPY package.json package-lock.json ./
COPY scripts ./scripts
COPY prisma ./prisma
COPY prisma.config.ts ./
COPY e2e/network/sqlite ./e2e/network/sqlite
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf .next/cache && mkdir .next/cache

FROM node:24-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOST=0.0.0.0 PORT=3000
WORKDIR /atlast
COPY --from=build /atlast ./
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/api/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--import", "tsx", "scripts/serve.ts", "start"]
