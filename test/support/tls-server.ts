/** A server over TLS on this machine, that fails on demand, for tests of what talks to stores and sites. */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { makeCertificates } from "../../src/sandbox/certificates.ts";

/** What becomes of the next request that fits, once. */
export interface Fault {
  readonly method: string;
  /** Only one with a login, or only one without. */
  readonly signed?: boolean;
  /** `cut`: before it has any effect. `cut-after`: with its effect, but without its answer. `hang`: nothing ever comes. */
  readonly does: "cut" | "cut-after" | "hang" | { readonly status: number; readonly body?: string; readonly location?: string };
}

export interface TlsServer {
  /** `https://localhost:PORT` */
  readonly origin: string;
  /** The authority to trust, PEM; this process trusts it already. */
  readonly caPem: string;
  /** `PUT /outlet/….jpg` with a login, `GET /outlet/….jpg` without: all so far, in order; a login is shown as `*`. */
  readonly requests: string[];
  /** Those to come, in order. */
  readonly faults: Fault[];
  close(): Promise<void>;
}

/** Ends the connection in the middle of an answer that seems well. */
function cutAnswer(response: ServerResponse): void {
  const { socket } = response;
  response.writeHead = () => response;
  response.write = () => true;
  response.end = () => {
    socket?.destroy();
    return response;
  };
}

function suffer(fault: Fault, response: ServerResponse): "over" | "goes on" {
  const { does } = fault;
  if (does === "hang") return "over";
  if (does === "cut") response.socket?.destroy();
  else if (does === "cut-after") cutAnswer(response);
  else response.writeHead(does.status, does.location === undefined ? {} : { location: does.location }).end(does.body);
  return does === "cut-after" ? "goes on" : "over";
}

export async function openTlsServer(handle: RequestListener): Promise<TlsServer> {
  const { caPem, context } = await makeCertificates(["localhost"], Date.now());
  const requests: string[] = [];
  const faults: Fault[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse) => {
    const isSigned = request.headers.authorization !== undefined;
    requests.push(`${isSigned ? "*" : ""}${request.method} ${decodeURI(request.url ?? "")}`);
    const at = faults.findIndex(({ method, signed = isSigned }) => method === request.method && signed === isSigned);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    if (!fault || suffer(fault, response) === "goes on") handle(request, response);
  };
  const server = createServer({ SNICallback: (_, give) => give(null, context) }, serve);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const trusted = getCACertificates("default");
  setDefaultCACertificates([...trusted, caPem]);
  return {
    origin: `https://localhost:${(server.address() as AddressInfo).port}`,
    caPem,
    requests,
    faults,
    close: () => {
      setDefaultCACertificates(trusted);
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
