import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import findMyWay from "find-my-way";

const reply = (status: number, body: string) => (_req: IncomingMessage, res: ServerResponse) => {
  res.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(body);
};

const router = findMyWay({ defaultRoute: reply(404, "not found\n") });
router.on("GET", "/", reply(200, "hello from node-yarn-berry\n"));
router.on("GET", "/healthz", reply(200, "ok\n"));

const port = Number(process.env.PORT ?? 3000);
const server = createServer((req, res) => router.lookup(req, res));
server.listen(port, "0.0.0.0", () => console.log(`listening on 0.0.0.0:${port}`));

// Node has no default handler for SIGTERM when it is process 1.
process.once("SIGTERM", () => {
  server.close(); // takes no more; ends idle connections and waits for the others,
  setTimeout(() => server.closeAllConnections(), 500).unref(); // but not for long
});
