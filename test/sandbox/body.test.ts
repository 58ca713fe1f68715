import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBody } from "../../src/sandbox/body.ts";

const form = "multipart/form-data; boundary=----edge42";

function multipart(parts: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Buffer {
  const pieces = parts.flatMap(({ name, bytes }) => [
    Buffer.from(`------edge42\r\nContent-Disposition: form-data; name="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`),
    Buffer.from(bytes),
    Buffer.from("\r\n"),
  ]);
  return Buffer.concat([...pieces, Buffer.from("------edge42--\r\n")]);
}

describe("a multipart body", () => {
  it("gives back every byte of every field", () => {
    const part = fc.record({ name: fc.stringMatching(/^[a-z_]{1,8}$/), bytes: fc.uint8Array({ maxLength: 60 }) });
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
        const body = parseBody(form, multipart(parts));
        const read = body.kind === "multipart" ? body.parts.map(({ name, bytes }) => [name, [...bytes]]) : body;
        expect(read).toEqual(parts.map(({ name, bytes }) => [name, [...bytes]]));
      }),
    );
  });

  it.each([
    ["multipart/form-data", multipart([])],
    [form, Buffer.from("no boundary in here")],
    [form, Buffer.from("------edge42\r\nnothing\r\n------edge42--")],
    ["application/json", Buffer.from("{")],
    ["text/plain", Buffer.from("a")],
  ])("is broken, not an exception, as %s", (type, bytes) => {
    expect(parseBody(type, bytes)).toMatchObject({ kind: "broken", reason: expect.any(String) });
  });

  it("is none where nothing was sent", () => {
    expect(parseBody("application/json", Buffer.alloc(0))).toEqual({ kind: "none" });
  });
});
