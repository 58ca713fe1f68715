/** The editors' desk: every page, a file a resource. */
import { brake } from "./brake.ts";
import { inbox } from "./inbox.ts";
import { invitations } from "./invitation.ts";
import { ownPages } from "./me.ts";
import { peoplePages } from "./people.ts";
import { newSummary } from "./new-summary.ts";
import { pictures } from "./pictures.ts";
import { posts } from "./posts.ts";
import { type Routes, routesOn } from "./routes.ts";
import { signInPages } from "./sign-in.ts";
import { summaries } from "./summaries.ts";
import type { Site } from "./visit.ts";

/** All pages of the desk and who may ask for each. */
export function deskRoutes(site: Site): Routes {
  const routes = routesOn(site);
  inbox(routes);
  newSummary(routes);
  summaries(routes);
  posts(routes);
  pictures(routes);
  brake(routes);
  signInPages(routes);
  invitations(routes);
  ownPages(routes);
  peoplePages(routes);
  return routes;
}
