/** Passes calls on to the real service, and spoils those that a test asks it to spoil. */

import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const SERVICE = process.env["PODREEL_URL"] ?? "";
export const VIDEO_ID = process.env["PODREEL_VIDEO_ID"] ?? "";

/** What befalls one call: so many bytes of the body and then a broken connection or silence, or another answer. */
export type Trouble =
  | { readonly cutAfterBytes: number }
  | { readonly silentAfterBytes: number }
  | "silence"
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string };

export interface Call {
  readonly line: string;
  readonly headers: IncomingMessage["headers"];
}

export class Relay {
  readonly calls: Call[] = [];
  readonly troubles: Trouble[] = [];
  readonly #server = createServer((asked, answer) => this.#meet(asked, answer));

  static async open(): Promise<Relay> {
    const relay = new Relay();
    await new Promise<void>((resolve) => relay.#server.listen(0, "127.0.0.1", resolve));
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #meet(asked: IncomingMessage, answer: ServerResponse): void {
    this.calls.push({ line: `${asked.method} ${asked.url}`, headers: asked.headers });
    const trouble = this.troubles.shift();
    if (trouble === "silence") return;
    if (trouble !== undefined && "status" in trouble) {
      answer.writeHead(trouble.status, trouble.headers).end(trouble.body);
      return;
    }
    const target = new URL(asked.url ?? "/", SERVICE);
    const headers = { ...asked.headers, host: target.host };
    const options = { method: asked.method ?? "GET", headers, agent: false };
    const passed = request(target, options, (true_) => {
      answer.writeHead(true_.statusCode ?? 500, true_.headers);
      answer.flushHeaders();
      if (trouble === undefined) return void true_.pipe(answer);
      if ("silentAfterBytes" in trouble) return void send(true_, answer, trouble.silentAfterBytes, () => undefined);
      send(true_, answer, trouble.cutAfterBytes, () => answer.destroy());
    });
    answer.on("close", () => passed.destroy());
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  }
}

/** Sends so many bytes, and then does something else. */
function send(source: IncomingMessage, answer: ServerResponse, bytes: number, afterwards: () => void): void {
  let left = bytes;
  source.on("data", (piece: Buffer) => {
    answer.write(piece.subarray(0, left), () => left <= 0 && afterwards());
    left = Math.max(left - piece.length, 0);
  });
  source.on("end", afterwards);
}
