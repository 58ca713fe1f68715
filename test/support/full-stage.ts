/** A stage on which something stands on every page: drafts, a week's calendar, hand-offs, doubts, a story in two languages. */

import type { Stage } from "./desk-stage.ts";
import { until } from "./herald.ts";

const english = `---
title: Cabinet approves Rs. 42 billion for new schools in Sindh
story: school-buildings
tags: [education, public finance]
date: 2026-11-18
link: https://example.com/sindh-schools
---

The Sindh cabinet approved Rs. 42 billion on Tuesday to build 640 primary schools in eleven districts by June 2028, the education
department said. Half of the money is to come from the province, and half from a loan that the cabinet has not yet signed.

“A school without a boundary wall is a school without girls,” Education Minister Sana Mirza told the assembly. Each school is to have
a wall, clean water and four teachers, she said.

The opposition welcomed the schools but asked why 212 schools that were built in 2021 still stand empty. The department promised a
list of them within 30 days.
`;

const urdu = `---
title: سندھ میں نئے اسکولوں کے لیے 42 ارب روپے کی منظوری
story: school-buildings
tags: [تعلیم]
date: 2026-11-18
link: https://example.com/ur/sindh-schools
---

سندھ کابینہ نے منگل کو گیارہ اضلاع میں 630 پرائمری اسکولوں کی تعمیر کے لیے 42 ارب روپے کی منظوری دے دی، محکمہ تعلیم نے بتایا۔ یہ اسکول جون 2028 تک مکمل ہوں گے۔

وزیرِ تعلیم ثنا مرزا نے اسمبلی کو بتایا کہ ہر اسکول میں چار دیواری، صاف پانی اور چار استاد ہوں گے۔ حزبِ اختلاف نے پوچھا کہ 2021 میں بننے والے 212 اسکول اب تک خالی کیوں ہیں۔

محکمے نے وعدہ کیا کہ ایسے اسکولوں کی فہرست 30 دن میں جاری کی جائے گی۔
`;

/** An account of readers' own eyes is needed: the answer to the first part is lost, and X can't say. */
async function doubt({ standIns, add, command, home }: Stage): Promise<string> {
  const faults = standIns.faults;
  faults.add({ host: "api.x.com", method: "POST", path: "/2/tweets", after: "cut" });
  faults.add({ host: "api.x.com", method: "GET", path: /\/tweets$/, times: Infinity, before: 403 });
  const id = (await add("gauges.txt", "The irrigation department will put electronic gauges on 26 canals.\n"))("x");
  await command("approve", id, "--now");
  await until("the post is held", async () => (await home.json(["show", id])).posts[0]?.state === "held");
  faults.clear();
  // What X refused to tell paused the account.
  await home.json(["resume", "x"]);
  return id;
}

export interface Filled {
  /** The story in two languages. */
  readonly story: string;
  /** A draft on X, one in Urdu on Instagram, a published post, one in doubt. */
  readonly draft: string;
  readonly urdu: string;
  readonly published: string;
  readonly held: string;
}

/** Fills it. Every post stands where the pages show it best. */
export async function fillStage(stage: Stage): Promise<Filled> {
  const { add, command, home } = stage;
  const held = await doubt(stage);
  const solar = await command("add", "config/examples/solar-net-billing.txt");
  const of = (posts: typeof solar, account: string) => posts.find((post) => post.account === account)?.id ?? "";
  await command("approve", of(solar, "x"), "--now");
  await command("approve", of(solar, "youtube"), "--now");
  await command("approve", of(solar, "instagram"));
  const meals = await command("add", "config/examples/school-meals.md");
  await command("approve", of(meals, "instagram"));
  await command("approve", of(meals, "youtube"));
  await command("add", "config/examples/budget-transparency-http.md");
  home.write("schools.md", english);
  const schools = await command("add", "schools.md");
  const inUrdu = await add("schools-ur.md", urdu);
  await home.json(["ask", of(schools, "instagram"), "--note", "Say that the loan isn't signed yet."]);
  const published = of(solar, "x");
  await until("a post is out", async () => (await home.json(["show", published])).posts[0]?.state === "published");
  await until("a hand-off is open", async () => (await home.json(["show", of(solar, "youtube")])).posts[0]?.state === "waiting");
  const [story] = schools;
  return { story: story?.summaryId ?? "", draft: of(schools, "x"), urdu: inUrdu("instagram"), published, held };
}
