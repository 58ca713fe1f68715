import { pino } from "pino";

/** Structured lines on stderr; secrets are redacted by key. What is about a post carries its id as `post`. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** From the most talkative to none at all. */
export type LogLevel = "info" | "warn" | "error" | "silent";

const secretKeys = ["access_token", "accessToken", "authorization", "Authorization", "secret", "token", "password", "refresh_token"];

/** A log on stderr, JSON a line. @param level `silent` for commands whose output is for people. */
export function openLog(level: LogLevel): Log {
  const paths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: "[secret]" } },
    pino.destination({ fd: 2, sync: true }),
  );
}

export const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
