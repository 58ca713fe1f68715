import type { SandboxView } from "../../../src/faces/web/sandbox-page.ts";
import { draw, englishPreview, samplePost, urduPreview } from "../../desk/preview-samples.ts";

/** A sandbox at work: one of everything. */
export async function sampleSandbox(): Promise<SandboxView> {
  const english = await englishPreview();
  const urdu = await urduPreview();
  const only = (platform: string) => ({ ...english, posts: english.posts.filter(({ report }) => report.platform === platform) });
  const [hook, second] = [await draw("instagram", ["Gauges read", "in public"]), await draw("instagram", ["Every morning", "at 8 a.m."])];
  const named = urdu.posts.map((post, index) => ({ ...post, report: { ...post.report, id: `rifat-${index + 4}` } }));
  const stopped = only("instagram").posts.map((post) => ({ ...post, report: { ...post.report, id: "lusab-42" } }));
  return {
    outlet: "Indus Brief",
    timezone: "Asia/Karachi",
    published: [
      {
        platform: "instagram",
        handle: "@indus.brief",
        name: "Indus Brief",
        url: "https://www.instagram.com/p/CanalGauge1/",
        publishedAt: Date.parse("2027-02-09T04:00:00Z"),
        parts: [
          {
            text: "A gauge at each barrage is read in public every morning at 8 a.m. The readings are printed the same day, for every province to see and to check.\n\n#Water",
            pictures: [hook, second].map(({ picture, bytes }) => ({ ...picture, bytes })),
          },
        ],
      },
    ],
    stopped: [{ ...english, posts: stopped }],
    waiting: [{ ...urdu, posts: named.slice(2) }],
    handoffs: [
      {
        id: "morik-9",
        platform: "youtube-community",
        handle: "@IndusBrief",
        text: "Provinces agree one canal timetable.\n\nSindh’s share starts on 1 March.",
        pictures: [await draw("youtube-community", ["One timetable"])].map(({ picture, bytes }) => ({ ...picture, bytes })),
        openUrl: "https://www.youtube.com/channel/UC0000000000000000000000/posts?show_create_dialog=1",
      },
    ],
    rest: [
      samplePost({
        platform: "x",
        parts: [
          { text: "Four provinces have agreed one canal timetable for the spring sowing, ending three years of quarrels.", drawn: [] },
        ],
        counts: {},
        change: { id: "tamir-17", state: "approved", scheduledAt: "2027-02-10T04:00:00.000Z" },
      }),
    ],
  };
}
