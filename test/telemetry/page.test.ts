import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { budgeted, eventfulMorning, nine, openWatchedPlay, type WatchedPlay } from "../support/watched-play.ts";
import { turn } from "../support/worker-play.ts";

let play: WatchedPlay;
beforeEach(async () => {
  play = await openWatchedPlay([budgeted("x"), budgeted("instagram")]);
});
afterEach(async () => {
  await play.telemetry.close();
  await play.close();
});

/** The value of one line of the page; undefined: it isn't there. */
async function figure(line: string): Promise<number | undefined> {
  const { text } = await play.telemetry.page();
  const found = text.split("\n").find((one) => one.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

describe("the figures", () => {
  it("count what became of steps, and what of posts, by platform", async () => {
    await eventfulMorning(play);
    expect(await figure('herald_step_outcomes_total{platform="x",outcome="done"}')).toBe(4);
    expect(await figure('herald_step_outcomes_total{platform="x",outcome="doubt"}')).toBe(1);
    expect(await figure('herald_step_outcomes_total{platform="x",outcome="refused"}')).toBe(1);
    expect(await figure('herald_step_outcomes_total{platform="instagram",outcome="denied"}')).toBe(1);
    expect(await figure('herald_step_verdicts_total{platform="x",verdict="took"}')).toBe(1);
    expect(await figure('herald_posts_ended_total{platform="x",end="published"}')).toBe(2);
    expect(await figure('herald_posts_ended_total{platform="x",end="failed"}')).toBe(1);
    expect(await figure('herald_posts_ended_total{platform="instagram",end="failed"}')).toBe(0);
  });

  it("count steps of a kind together, and how long each took", async () => {
    await eventfulMorning(play);
    expect(await figure('herald_step_duration_seconds_count{platform="x",step="post",act="perform"}')).toBe(5);
    expect(await figure('herald_step_duration_seconds_count{platform="x",step="media",act="perform"}')).toBe(1);
    expect(await figure('herald_step_duration_seconds_count{platform="x",step="post",act="reconcile"}')).toBe(1);
  });

  it("tell how late the first part was, once a post, and not for what took people their time", async () => {
    await play.approve("late", nine - 90_000);
    play.clock.pass(30_000);
    await turn(play.beginWatched());
    // Approved at nine for a time that had passed: late by half a minute, not by two.
    expect(await figure('herald_post_late_seconds_sum{platform="x",moment="begun"}')).toBe(30);
    expect(await figure('herald_post_late_seconds_count{platform="x",moment="out"}')).toBe(1);
    expect(await figure('herald_post_late_seconds_bucket{le="60",platform="x",moment="out"}')).toBe(1);
    expect(await figure('herald_post_late_seconds_bucket{le="15",platform="x",moment="out"}')).toBe(0);
  });

  it("say what stands in the queue, since when, and what it may still cost", async () => {
    await eventfulMorning(play);
    expect(await figure('herald_posts{state="approved"}')).toBe(1);
    expect(await figure('herald_posts{state="failed"}')).toBe(1);
    expect(await figure('herald_queue_oldest_seconds{state="approved"}')).toBe(360);
    expect(await figure('herald_month_spent_usd{account="x",platform="x"}')).toBeCloseTo(0.4);
    expect(await figure('herald_month_budget_usd{account="x",platform="x"}')).toBe(40);
    expect(await figure('herald_month_posts{account="x",platform="x"}')).toBe(2);
    expect(await figure('herald_account_paused{account="instagram",platform="instagram",by="platform"}')).toBe(1);
    expect(await figure('herald_accounts{standing="at-work"}')).toBe(1);
    expect(await figure('herald_incidents_open{kind="failed"}')).toBe(0);
    expect(await figure('herald_login_expires_timestamp_seconds{account="instagram",platform="instagram"}')).toBe(
      nine / 1000 + 30 * 86_400,
    );
  });

  it("call overdue what nobody works on, but nothing of an account that stands still", async () => {
    await play.approve("one", nine);
    await play.approve("still", nine - 3_600_000, { account: "instagram" });
    await play.store.pause("instagram", { reason: "Elections.", since: nine, until: null, by: "Ayesha" });
    play.clock.pass(45_000);
    expect(await figure("herald_posts_due")).toBe(2);
    expect(await figure("herald_overdue_seconds")).toBe(45);
    expect(await figure('herald_account_paused{account="instagram",platform="instagram",by="person"}')).toBe(1);
  });

  it("are read from the database once in five seconds, however often they are asked for", async () => {
    await play.approve("one", nine + 3_600_000);
    expect(await figure('herald_posts{state="approved"}')).toBe(1);
    await play.approve("two", nine + 3_600_000);
    play.clock.pass(4_000);
    expect(await figure('herald_posts{state="approved"}')).toBe(1);
    expect(await figure("herald_figures_age_seconds")).toBe(4);
    play.clock.pass(1_000);
    expect(await figure('herald_posts{state="approved"}')).toBe(2);
  });

  it("say that the database is lost, and keep the process's own", async () => {
    await eventfulMorning(play);
    const { figures } = play.store;
    const lost = await openWatchedPlay([budgeted("x")], { figures: { ...figures, answer: () => Promise.reject(new Error("gone")) } });
    const { text } = await lost.telemetry.page();
    await lost.close();
    expect(text).toContain("herald_database_up 0\n");
    expect(text).toContain("herald_build_info{");
    expect(text).not.toContain("herald_posts{");
  });

  it("name accounts and platforms, and hold no text, person or id of a post", async () => {
    await eventfulMorning(play);
    const { text } = await play.telemetry.page();
    for (const word of ["thread", "doubtful", "Ayesha", "too long", "expired.", "sealed"]) expect(text).not.toContain(word);
  });
});
