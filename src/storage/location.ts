/** Where the queue is kept. */
export type DatabaseLocation =
  /** SQLite. @property file absolute */
  | { readonly kind: "file"; readonly file: string }
  /** PostgreSQL. @property url may hold a password: it is never shown, `placeOf` is */
  | { readonly kind: "postgres"; readonly url: string };

/** What people are shown of a PostgreSQL database: `db.example.org:5432/herald`, without who signs in and how. */
export function placeOf(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get("host") ?? (hostname === "" ? "localhost" : hostname);
  return `${host}${port === "" ? "" : `:${port}`}${pathname}`;
}
