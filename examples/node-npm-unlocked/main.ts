import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { readFileSync } from "node:fs";

const greeting: string = readFileSync(new URL("./locales/en.txt", import.meta.url), "utf8");

// Node takes the types away by itself.
const server = createServer((request: IncomingMessage, response: ServerResponse) => {
  const known = ["/", "/healthz"].includes(request.url ?? "");
  response.writeHead(known ? 200 : 404, { "content-type": "text/plain" });
  response.end(known ? greeting : "not found\n");
});
server.listen(Number(process.env.PORT ?? 3000));
process.on("SIGTERM", () => server.close());
