import type { Environment } from "./env.ts";
import type { Settings } from "./settings.ts";

/** Variables whose values nobody may read in a log: told by their names, whoever's they are. */
const telling = /(?:SECRET|TOKEN|PASSWORD|PASSWD|_KEY|SECRET_OLD|SMTP_URL|WEBHOOK_URL|DATABASE_URL)$/i;

/** A login inside an address is a secret by itself. */
function loginIn(value: string): readonly string[] {
  const url = URL.parse(value);
  const password = url?.password ?? "";
  const plain = new URLSearchParams(`password=${password.replaceAll("+", "%2B")}`).get("password") ?? "";
  return [password, plain, url?.searchParams.get("password") ?? ""].filter(Boolean);
}

/** Headers for a collector of traces carry its token. */
function headerValues(env: Environment): readonly string[] {
  const headers = [env.OTEL_EXPORTER_OTLP_HEADERS, env.OTEL_EXPORTER_OTLP_TRACES_HEADERS].flatMap((written) => written?.split(",") ?? []);
  return headers.flatMap((header) => {
    const value = header.slice(header.indexOf("=") + 1).trim();
    const plain = new URLSearchParams(`value=${value.replaceAll("+", "%2B")}`).get("value") ?? "";
    const token = plain.replace(/^(?:Bearer|Basic|Token|Api-Token) /i, "");
    return [value, plain, token];
  });
}

/** Every secret that this Herald was given: by its environment, and by logins that the database keeps. */
export function secretValues(env: Environment, { secrets }: Pick<Settings, "secrets">): readonly string[] {
  const given = Object.entries(env).flatMap(([name, value]) => (value && telling.test(name) ? [value.trim()] : []));
  const kept = [...secrets.values()].flatMap((login) =>
    Object.entries(login).flatMap(([name, value]) => (telling.test(name) ? [value] : [])),
  );
  return [...given, ...headerValues(env), ...kept].flatMap((value) => [value, ...loginIn(value)]);
}
