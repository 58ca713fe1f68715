# Herald in a container. What its parts are for stands in config/deploy and in the README; test/deploy keeps this file honest.
#
#   docker build -t herald .
#   docker compose up

# Only npm is needed here: it brings the very Node that Herald runs on (26) along in node_modules.
FROM node:24-trixie-slim AS parts
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-update-notifier
# Of googleapis only YouTube is used, and of Node only the program: half of what was installed.
RUN find node_modules/googleapis/build/src/apis -mindepth 1 -maxdepth 1 -type d ! -name youtube -exec rm -rf {} + \
    && rm -rf node_modules/node-linux-*/include node_modules/node-linux-*/share

# No Node, npm or compiler of its own. Node's program needs one library that Debian's slim image lacks.
FROM debian:trixie-slim
RUN apt-get update && apt-get install --yes --no-install-recommends libatomic1 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 herald && useradd --uid 10001 --gid 10001 --home-dir /app --no-create-home --shell /usr/sbin/nologin herald
WORKDIR /app
# Everything belongs to root and is only read; what Herald keeps lies in data/, what it must scribble in /tmp.
COPY --from=parts /app/node_modules ./node_modules
COPY package.json README.md .env.example ./
COPY src ./src
COPY templates ./templates
COPY config ./config
RUN mkdir data .cache && chown herald:herald data .cache && chmod 700 data
ENV NODE_ENV=production PATH=/app/node_modules/.bin:$PATH HOST=0.0.0.0 PORT=8080 NODE_COMPILE_CACHE=/app/.cache
USER herald
# Compiled once, here: a container with a read-only file system could keep nothing of it, and would take three times as long to start.
RUN node --input-type=module --eval 'import { globSync } from "node:fs"; for (const file of globSync("src/**/*.ts")) if (file !== "src/main.ts") await import(`./${file}`);'
# Words, fonts and pictures work in this image, or there is none.
RUN node src/main.ts preview config/examples/solar-net-billing.txt --format json > /dev/null
VOLUME /app/data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`, { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "src/main.ts"]
CMD ["start"]
