FROM node:24-trixie-slim AS manifest
WORKDIR /app
COPY package.json package-lock.json .npmrc ./

FROM manifest AS build
RUN npm ci --no-audit
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

FROM manifest AS dependencies
RUN npm ci --omit=dev --no-audit

FROM node:24-trixie-slim
ENV NODE_ENV=production
WORKDIR /app
# All files belong to root, so the process cannot change them.
COPY package.json ./
COPY --from=dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# A numeric id lets Kubernetes verify `runAsNonRoot`.
USER 1000:1000
EXPOSE 3000
# Checks only the process, because some platforms restart unhealthy containers. /health/ready reports outages of stores.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --start-interval=1s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT ?? 3000}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1))"]
# Runs node directly, because a shell or npm would not forward signals.
CMD ["node", "dist/main.js"]
