// A small server of what Node.js brings: no package, and no package.json.
import { createServer } from "node:http";

const pages = { "/": "hello from node-standard-library\n", "/healthz": "ok\n" };
const port = Number(process.env.PORT ?? 3000);
const server = createServer((req, res) => {
  const page = pages[req.url];
  res.writeHead(page ? 200 : 404, { "Content-Type": "text/plain; charset=utf-8" }).end(page ?? "not found\n");
});
server.listen(port, "0.0.0.0", () => console.log(`listening on 0.0.0.0:${port}`));

process.once("SIGTERM", () => {
  server.close(); // takes no more; ends idle connections and waits for the others,
  setTimeout(() => server.closeAllConnections(), 500).unref(); // but not for long
});
