import { describe, expect, test } from "vitest";
import { least, loaded, problemsIn, xLogin } from "./workplace.ts";

const withModel = (fields: string) => `${least}compose:\n  model: { ${fields} }\n`;
const away = withModel("url: https://models.example.org/v1/, name: a-model");
const key = { MODEL_API_KEY: "k3y-that-nobody-sees" };

describe("compose.model", () => {
  test("is off by default, also where the whole section is commented out", () => {
    for (const yaml of [least, `${least}compose:\n`, `${least}compose:\n  model:\n`]) {
      expect(loaded({ yaml, env: xLogin })).toMatchObject({ model: null, warnings: [] });
    }
  });

  test("names an endpoint and a model; the key comes from the environment", () => {
    expect(loaded({ yaml: away, env: { ...xLogin, ...key } })).toMatchObject({
      model: { url: "https://models.example.org/v1", name: "a-model", timeoutMs: 20_000, key: key.MODEL_API_KEY },
      warnings: [],
    });
    const own = withModel("url: http://127.0.0.1:11434/v1, name: local:8b, timeout: 1m");
    expect(loaded({ yaml: own, env: xLogin }).model).toEqual({
      url: "http://127.0.0.1:11434/v1",
      name: "local:8b",
      timeoutMs: 60_000,
      key: null,
    });
  });

  test("in the sandbox is asked only on this machine, and that is said", () => {
    expect(loaded({ yaml: away, env: key })).toMatchObject({
      mode: "sandbox",
      model: null,
      warnings: ["compose.model has no effect in the sandbox: nothing of it leaves this machine."],
    });
    const own = withModel("url: http://localhost:11434/v1, name: local");
    expect(loaded({ yaml: own, forced: true, env: xLogin })).toMatchObject({ model: { name: "local" }, warnings: [] });
  });

  test("a key without a model is said to change nothing", () => {
    expect(loaded({ env: { ...xLogin, ...key } }).warnings).toEqual([
      "MODEL_API_KEY is set, but herald.yaml names no compose.model; it changes nothing.",
    ]);
  });

  test.each([
    ["no name", "url: https://models.example.org/v1", "Setting compose, model, name is missing"],
    ["no address", "name: a", "Setting compose, model, url is missing"],
    ["no web address", "url: models.example.org, name: a", "The model's address is no web address."],
    ["another scheme", "url: ftp://models.example.org/v1, name: a", "The model's address is no web address."],
    ["plain http to another machine", "url: http://models.example.org/v1, name: a", "The model's address is not https"],
    ["plain http to a name that only looks near", "url: http://localhost.example.org/v1, name: a", "The model's address is not https"],
    ["a login in the address", "url: https://me:k3y@models.example.org/v1, name: a", "The model's address carries a login"],
    ["a query in the address", "url: 'https://models.example.org/v1?key=k3y', name: a", "The model's address carries a login, a query"],
    ["no time", "url: https://models.example.org/v1, name: a, timeout: 0s", "it must be a length of time from 1s to 5m"],
    ["too much time", "url: https://models.example.org/v1, name: a, timeout: 1h", "it must be a length of time from 1s to 5m"],
    ["a key in the file", "url: https://models.example.org/v1, name: a, key: k3y", 'There is no setting "key" in compose, model.'],
  ])("with %s is one sentence that names its line and no secret", (_what, fields, message) => {
    const problems = problemsIn({ yaml: withModel(fields), env: { ...xLogin, ...key } });
    expect(problems).toMatchObject([{ where: "config/herald.yaml:8", message: expect.stringContaining(message) }]);
    expect(JSON.stringify(problems)).not.toMatch(/k3y-that|me:k3y|key=k3y/);
  });
});
