import { expect, test } from "vitest";
import { readServer } from "../../src/settings/server.ts";

test("nobody's word on where a request comes from is taken, unless TRUSTED_PROXIES names them", () => {
  expect(readServer({})).toMatchObject({ ok: true, value: { trustedProxies: [] } });
  const named = { TRUSTED_PROXIES: " 127.0.0.1, 2001:db8::1 172.18.0.0/16,2001:db8::/32" };
  expect(readServer(named)).toMatchObject({
    ok: true,
    value: { trustedProxies: ["127.0.0.1", "2001:db8::1", "172.18.0.0/16", "2001:db8::/32"] },
  });
});

const wrong = ["proxy.example.org", "10.0.0.0/33", "10.0.0.0/", "::1/129", "10.0.0.0/8/8", "0.0.0.0/0", "::/0", "*"];

test.each(wrong)("TRUSTED_PROXIES takes addresses and networks, not %s", (written) => {
  const problem = { code: "settings-address", where: "TRUSTED_PROXIES", message: expect.stringContaining(written) };
  expect(readServer({ TRUSTED_PROXIES: written })).toMatchObject({ ok: false, problems: [problem] });
});
