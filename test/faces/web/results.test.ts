import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { done } from "../../../src/desk/done.ts";
import { type CountingDesk, layCounting, noTally } from "../../support/counted-posts.ts";
import { youtubePost } from "../../support/desk-posts.ts";
import { visitDesk, wordsIn } from "../../support/desk-visitor.ts";
import { layPeopleDesk, type PeopleDesk, value } from "../../support/people-desk.ts";

const hourMs = 3_600_000;

let place: PeopleDesk;
let counting: CountingDesk;
beforeEach(async () => {
  place = await layPeopleDesk();
  counting = layCounting(place);
});
afterEach(() => place.remove());

async function countAll(): Promise<void> {
  await counting.look();
  place.clock.pass(hourMs);
  await counting.look();
}

describe("the page of results", () => {
  it("says that nothing is out, and what counting costs", async () => {
    const { text, status } = await visitDesk(counting.desk).get("/results");
    expect(status).toBe(200);
    expect(wordsIn(text)).toContain("No post has come out yet.");
    expect(wordsIn(text)).toContain("sandbox-x : counting a post once costs up to $0.005; $0.000 of $2.00 spent on it in 2026-03.");
  });

  it("links each post and shows its counts, a platform's silence and how late a count was taken", async () => {
    const id = await counting.publish("x", 1);
    counting.answer = () => ({ kind: "counted", tally: { ...noTally, likes: 12_345 }, note: "Views are not given." });
    await counting.look();
    place.clock.pass(1.5 * hourMs);
    await counting.look();
    const { text } = await visitDesk(counting.desk).get("/results");
    expect(text).toMatch(/<a href="https:\/\/x\.com\/i\/status\/\d+" rel="noreferrer">/);
    expect(text).toContain(`<a href="/posts/${id}">${id}</a>`);
    expect(wordsIn(text)).toContain("Likes 12,345");
    expect(wordsIn(text)).toContain("taken late, after 2 h");
    expect(wordsIn(text)).toContain("Views are not given.");
    expect(text).not.toMatch(/ style=|undefined|NaN/);
  });

  it("compares by what is asked for, draws no bar for what is too few to say, and gives the same as a table", async () => {
    for (const number of [1, 2, 3, 4, 5]) await counting.publish("x", number);
    await counting.publish("instagram", 6);
    await countAll();
    const visitor = visitDesk(counting.desk);
    const query = "?account=sandbox-x&by=words&mark=1h&measure=likes";
    const { text } = await visitor.get(`/results${query}`);
    expect(text).toContain('<meter min="0" max="3" value="3" aria-label="Herald, Likes">');
    expect(wordsIn(text)).toContain("Herald 5 3 3–3");
    expect(wordsIn(text)).toContain("as usual");
    const few = await visitor.get("/results?account=sandbox-instagram&mark=1h");
    expect(few.text).not.toContain("<meter");
    expect(wordsIn(few.text)).toContain("too few to say");
    const table = await visitor.get(`/results/comparison.csv${query}`);
    expect(table.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(table.text.split("\r\n")[2]).toMatch(/^sandbox-x,1 h,words,Herald,5,3,3,3,5,/);
    expect((await visitor.get("/results.csv")).text.split("\r\n").length).toBe(8);
  });

  it("takes what nobody asks of it as if nothing were asked", async () => {
    const { status } = await visitDesk(counting.desk).get("/results?account=none&by=__proto__&mark=2h&measure=constructor");
    expect(status).toBe(200);
  });

  it("lets counts be typed where no API gives them, and says what is wrong with them", async () => {
    const id = await counting.publish("youtube-community", 1);
    value(await done(counting.desk, id, { kind: "url", url: youtubePost("a") }));
    await countAll();
    const visitor = visitDesk(counting.desk);
    expect((await visitor.get("/results")).text).toContain(`action="/results/${id}"`);
    const wrong = await visitor.post(`/results/${id}`, { mark: "1h", likes: "many" });
    expect(wrong.status).toBe(422);
    expect(wordsIn(wrong.text)).toContain("No counts are given.");
    expect((await visitor.post(`/results/${id}`, { mark: "1h", likes: "7", comments: "" })).to).toBe("/results?said=counted");
    expect(wordsIn((await visitor.get("/results")).text)).toMatch(/Likes 7.* typed by Ayesha/);
  });
});
