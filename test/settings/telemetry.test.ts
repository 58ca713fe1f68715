import { describe, expect, it } from "vitest";
import { readTelemetry, telemetryOnThisMachine } from "../../src/settings/telemetry.ts";

function read(env: Readonly<Record<string, string>>) {
  const result = readTelemetry(env);
  if (!result.ok) throw new Error(result.problems.map(({ where, message }) => `${where}: ${message}`).join(" "));
  return result.value;
}

const refusal = (env: Readonly<Record<string, string>>) => {
  const result = readTelemetry(env);
  return result.ok ? null : result.problems.map(({ where, message, remedy }) => `${where} ${message} ${remedy}`).join("\n");
};

describe("how Herald may be watched", () => {
  it("is by its warnings alone, unless somebody wants more", () => {
    expect(read({})).toEqual({ log: "warn", metricsToken: null, traces: null, warnings: [] });
  });

  it("is by a log of any level, whichever way it is written", () => {
    expect(read({ HERALD_LOG: "INFO" }).log).toBe("info");
    expect(read({ HERALD_LOG: "silent" }).log).toBe("silent");
    expect(refusal({ HERALD_LOG: "verbose" })).toBe(
      'HERALD_LOG HERALD_LOG is "verbose", which is no level. Give one of info, warn, error, silent.',
    );
  });

  it("needs a token that can't be guessed, and never repeats it", () => {
    expect(read({ METRICS_TOKEN: "0123456789abcdef" }).metricsToken).toBe("0123456789abcdef");
    for (const token of ["short", "with a space in the midst", "mit-ümläuten-und-mehr"]) {
      expect(refusal({ METRICS_TOKEN: token })).toContain("at least 16 characters");
      expect(refusal({ METRICS_TOKEN: token })).not.toContain(token);
    }
  });

  it("sends traces where the standard variables say", () => {
    const common = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/" };
    expect(read(common).traces).toEqual({ url: "http://collector:4318/v1/traces", headers: {}, service: "herald", attributes: {} });
    const own = {
      ...common,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "https://traces.example.org/otlp",
      OTEL_EXPORTER_OTLP_HEADERS: "authorization=Bearer%20a%3Db,x-team=one",
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: "x-team=two",
      OTEL_SERVICE_NAME: "herald-urdu",
      OTEL_RESOURCE_ATTRIBUTES: "service.name=other,host.name=desk%201",
    };
    expect(read(own).traces).toEqual({
      url: "https://traces.example.org/otlp",
      headers: { authorization: "Bearer a=b", "x-team": "two" },
      service: "herald-urdu",
      attributes: { "service.name": "other", "host.name": "desk 1" },
    });
  });

  it("sends none where they say so, and says why where it can't", () => {
    const to = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4317" };
    expect(read({ ...to, OTEL_SDK_DISABLED: "true" }).traces).toBeNull();
    expect(read({ ...to, OTEL_TRACES_EXPORTER: "none" }).traces).toBeNull();
    expect(read({ ...to, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toMatchObject({
      traces: null,
      warnings: [expect.stringContaining("over HTTP")],
    });
    expect(refusal({ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" })).toContain("is no web address");
  });

  it("leaves nothing of the sandbox off this machine", () => {
    const far = telemetryOnThisMachine(read({ OTEL_EXPORTER_OTLP_ENDPOINT: "https://traces.example.org" }));
    expect(far).toMatchObject({
      traces: null,
      warnings: ["OTEL_EXPORTER_OTLP_ENDPOINT has no effect in the sandbox: nothing of it leaves this machine."],
    });
    const near = read({ OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318" });
    expect(telemetryOnThisMachine(near)).toBe(near);
  });
});
