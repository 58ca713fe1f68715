import type { Answer, Asked } from "./wire.ts";

/** The parts of a path that a pattern names: `/2/tweets/:id` gives `{ id }`. */
export type Params = Readonly<Record<string, string>>;

/** One resource of a platform and what it answers. */
export interface Route<Context> {
  readonly method: "GET" | "POST" | "DELETE";
  readonly pattern: string;
  readonly handle: (asked: Asked, params: Params, context: Context) => Answer | Promise<Answer>;
}

/** The first route that fits, with the named parts of the path. */
export function findRoute<R extends { readonly method: string; readonly pattern: string }>(
  routes: readonly R[],
  method: string,
  path: string,
): { readonly route: R; readonly params: Params } | null {
  for (const route of routes) {
    const params = route.method === method ? matchPath(route.pattern, path) : null;
    if (params) return { route, params };
  }
  return null;
}

function matchPath(pattern: string, path: string): Params | null {
  const names = pattern.split("/");
  const parts = path.split("/");
  if (names.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const part = parts[at] ?? "";
    if (name.startsWith(":") && part !== "") params[name.slice(1)] = part;
    else if (name !== part) return null;
  }
  return params;
}
