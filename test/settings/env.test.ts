import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { proxyEnvironment, readEnvironment } from "../../src/settings/env.ts";
import { workplace } from "./workplace.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("readEnvironment", () => {
  test("adds .env of the working directory to the process's variables, which win", () => {
    vi.stubEnv("HERALD_TEST_BOTH", "process");
    const directory = workplace({ ".env": 'HERALD_TEST_BOTH=file\nHERALD_TEST_FILE="from file" # why\n' });
    expect(readEnvironment(directory)).toMatchObject({
      HERALD_TEST_BOTH: "process",
      HERALD_TEST_FILE: "from file",
      PATH: process.env.PATH,
    });
    expect(process.env.HERALD_TEST_FILE).toBeUndefined();
  });

  test("needs no .env", () => {
    expect(readEnvironment(workplace({})).PATH).toBe(process.env.PATH);
  });

  test("stops where .env can't be read", () => {
    const directory = workplace({});
    mkdirSync(join(directory, ".env"));
    expect(() => readEnvironment(directory)).toThrow(/\.env can't be read .*make it readable, or move it away\.$/);
  });
});

describe("proxyEnvironment", () => {
  test("is empty unless Node was asked to use a proxy", () => {
    vi.stubEnv("NODE_USE_ENV_PROXY", undefined);
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:3128");
    expect(proxyEnvironment()).toEqual({});
  });

  test("holds Node's own variables and no others", () => {
    for (const name of ["HTTP_PROXY", "http_proxy", "https_proxy", "no_proxy"]) vi.stubEnv(name, undefined);
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:3128");
    vi.stubEnv("NO_PROXY", "localhost");
    expect(proxyEnvironment()).toEqual({ NODE_USE_ENV_PROXY: "1", HTTPS_PROXY: "http://127.0.0.1:3128", NO_PROXY: "localhost" });
  });
});
