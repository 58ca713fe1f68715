import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Desk, viewOf } from "../../desk/desk.ts";
import { applyStyle, edit, readJson } from "../../desk/edit.ts";
import { block, type Problem, type Result, refuse } from "../../domain/problem.ts";
import type { PostView } from "../../domain/view.ts";
import { flag, type Run, type Typed, textOption, word } from "./command.ts";
import { readText } from "./input.ts";
import { onPosts } from "./posts.ts";

/** The content in the editor's own program; the file stays where it was if anything is wrong with it, so that no word is lost. */
async function inEditor(desk: Desk, view: PostView): Promise<Result<readonly PostView[]>> {
  const { editor } = desk.settings;
  if (editor === undefined)
    return refuse(block("usage-editor", "EDITOR", "No editor is set.", "Set EDITOR, or give the content with --file."));
  const file = join(await mkdtemp(join(tmpdir(), "herald-")), `${view.post.id}.json`);
  await writeFile(file, `${JSON.stringify(view.post.content, null, 2)}\n`);
  const { status } = spawnSync(editor, [file], { stdio: "inherit", shell: true });
  if (status !== 0)
    return refuse(block("input-editor", file, "The editor did not end well.", "The post is as it was; your words are in this file."));
  const json = readJson(await readFile(file, "utf8"), file);
  const edited = json.ok ? await edit(desk, view.post.id, json.value) : json;
  if (edited.ok) await rm(dirname(file), { recursive: true });
  return edited.ok
    ? edited
    : refuse(
        ...edited.problems,
        block("input-kept", file, "The post is as it was.", `Mend this file and run \`herald edit ${view.post.id} --file ${file}\`.`),
      );
}

async function fromFile(desk: Desk, id: string, name: string): Promise<Result<readonly PostView[]>> {
  const text = await readText(name);
  const json = text.ok ? readJson(text.value, name) : text;
  return json.ok ? edit(desk, id, json.value) : json;
}

function twoWays(): Problem {
  return block("usage-edit", "--apply-style", "--apply-style and --file are two different edits.", "Give one of them, then the other.");
}

async function editTyped(desk: Desk, typed: Typed): Promise<Result<readonly PostView[]>> {
  const view = await viewOf(desk, word(typed, 0));
  if (!view.ok) return view;
  const file = textOption(typed, "file");
  if (flag(typed, "applyStyle")) return file === undefined ? applyStyle(desk, view.value.post.id) : refuse(twoWays());
  return file === undefined ? inEditor(desk, view.value) : fromFile(desk, view.value.post.id, file);
}

export const run: Run = (wiring, typed) => onPosts(wiring, typed, (desk) => editTyped(desk, typed));
