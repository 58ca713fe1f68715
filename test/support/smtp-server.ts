import { createServer, type Socket } from "node:net";

/** How the next connections go wrong: refused at sign-in, cut after the text, or met with silence. */
export type Mishap = "wrong-login" | "cut-after-text" | "silence";

export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  /** Headers and body as sent. */
  readonly text: string;
  /** `user:password` as it signed in; null: it didn't. */
  readonly login: string | null;
}

export interface SmtpServer {
  readonly port: number;
  readonly mails: readonly Mail[];
  /** Connections so far. */
  connections(): number;
  /** In order, one a connection; after them all goes well. */
  readonly mishaps: Mishap[];
  close(): Promise<void>;
}

interface Talk {
  login: string | null;
  from: string;
  to: string[];
  inText: boolean;
  text: string;
}

function decode(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8").split("\0").slice(1).join(":");
}

/** A small mail server on the loopback, as much of RFC 5321 and of AUTH PLAIN as a client needs. */
export async function startSmtp(): Promise<SmtpServer> {
  const mails: Mail[] = [];
  const mishaps: Mishap[] = [];
  const sockets = new Set<Socket>();
  let count = 0;

  const answer = (socket: Socket, talk: Talk, line: string, mishap: Mishap | undefined): void => {
    const reply = (text: string) => void socket.write(`${text}\r\n`);
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === "EHLO") reply("250-mail.example.org\r\n250 AUTH PLAIN");
    else if (verb === "AUTH" && mishap === "wrong-login") reply(`535 5.7.8 ${decode(line.split(" ")[2] ?? "")} is wrong`);
    else if (verb === "AUTH") {
      talk.login = decode(line.split(" ")[2] ?? "");
      reply("235 2.7.0 welcome");
    } else if (verb === "MAIL") {
      talk.from = /<([^>]*)>/.exec(line)?.[1] ?? "";
      reply("250 ok");
    } else if (verb === "RCPT") {
      talk.to.push(/<([^>]*)>/.exec(line)?.[1] ?? "");
      reply("250 ok");
    } else if (verb === "DATA") {
      talk.inText = true;
      reply("354 go on");
    } else if (verb === "QUIT") {
      reply("221 bye");
      socket.end();
    } else reply(verb === "NOOP" || verb === "RSET" ? "250 ok" : "502 not known here");
  };

  const server = createServer((socket) => {
    count += 1;
    const mishap = mishaps.shift();
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
    if (mishap === "silence") return;
    socket.write("220 mail.example.org ready\r\n");
    const talk: Talk = { login: null, from: "", to: [], inText: false, text: "" };
    let rest = "";
    socket.on("data", (chunk) => {
      const lines = (rest + chunk.toString("utf8")).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (!talk.inText) answer(socket, talk, line, mishap);
        else if (line !== ".") talk.text += `${line}\n`;
        else {
          talk.inText = false;
          mails.push({ from: talk.from, to: talk.to, text: talk.text, login: talk.login });
          if (mishap === "cut-after-text") socket.destroy();
          else socket.write("250 kept\r\n");
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The mail server has no port.");
  return {
    port: address.port,
    mails,
    mishaps,
    connections: () => count,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
