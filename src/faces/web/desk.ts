/** The editors' desk: every page, a file a resource. */
import { brake } from "./brake.ts";
import { inbox } from "./inbox.ts";
import { pictures } from "./pictures.ts";
import { posts } from "./posts.ts";
import { type Routes, routesOn } from "./routes.ts";
import type { Site } from "./visit.ts";

/** All pages of the desk and who may ask for each. */
export function deskRoutes(site: Site): Routes {
  const routes = routesOn(site);
  inbox(routes);
  posts(routes);
  pictures(routes);
  brake(routes);
  return routes;
}
