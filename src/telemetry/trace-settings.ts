/** Where traces go, as the standard `OTEL_…` variables say. */
export interface TraceSettings {
  /** Whole address of the collector's OTLP/HTTP receiver: `http://127.0.0.1:4318/v1/traces`. */
  readonly url: string;
  /** May hold a token: never shown. */
  readonly headers: Readonly<Record<string, string>>;
  /** `OTEL_SERVICE_NAME`; by default `herald`. */
  readonly service: string;
  /** `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly attributes: Readonly<Record<string, string>>;
}
