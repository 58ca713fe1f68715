export const zoneExpected = 'a time zone of the IANA list, such as "Asia/Karachi"';

/** True for a zone that Temporal can plan in. A bare offset is none: it knows no clock changes. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(name)) return false;
  try {
    Temporal.PlainDate.from("2026-01-01").toZonedDateTime(name);
    return true;
  } catch {
    return false;
  }
}

/** A zone whose city somebody may have meant: `Karachi` for `Asia/Karachi`. */
export function zoneLike(name: string): string | undefined {
  const city = name.trim().toLowerCase().replaceAll(" ", "_").split("/").at(-1);
  return city ? Intl.supportedValuesOf("timeZone").find((zone) => zone.toLowerCase().endsWith(`/${city}`)) : undefined;
}
