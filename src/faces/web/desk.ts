/** The editors' desk: every page, a file a resource. */
import { accountPages } from "./accounts.ts";
import { approvals } from "./approvals.ts";
import { brake } from "./brake.ts";
import { calendar } from "./calendar.ts";
import { handOffPages } from "./hand-offs.ts";
import { feeds } from "./ics.ts";
import { inbox } from "./inbox.ts";
import { invitations } from "./invitation.ts";
import { keyPages } from "./keys.ts";
import { ownPages } from "./me.ts";
import { newSummary } from "./new-summary.ts";
import { peoplePages } from "./people.ts";
import { pictures } from "./pictures.ts";
import { posts } from "./posts.ts";
import { queue } from "./queue.ts";
import { record } from "./record.ts";
import { results } from "./results.ts";
import { type Routes, routesOn } from "./routes.ts";
import { sandbox } from "./sandbox.ts";
import { settling } from "./settling.ts";
import { signInPages } from "./sign-in.ts";
import { summaries } from "./summaries.ts";
import { trouble } from "./trouble.ts";
import type { Site } from "./visit.ts";
import { webhookPages } from "./webhooks.ts";

/** All pages of the desk and who may ask for each. */
export function deskRoutes(site: Site): Routes {
  const routes = routesOn(site);
  inbox(routes);
  newSummary(routes);
  summaries(routes);
  posts(routes);
  approvals(routes);
  pictures(routes);
  record(routes);
  brake(routes);
  signInPages(routes);
  invitations(routes);
  ownPages(routes);
  peoplePages(routes);
  accountPages(routes);
  webhookPages(routes);
  keyPages(routes);
  calendar(routes);
  feeds(routes);
  queue(routes);
  handOffPages(routes);
  trouble(routes);
  results(routes);
  settling(routes);
  if (site.standIns) sandbox(routes, site.standIns);
  return routes;
}
