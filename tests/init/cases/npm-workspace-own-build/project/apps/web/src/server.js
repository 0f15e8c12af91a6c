import { createServer } from "node:http";

import { hello } from "@example/wording";

const pages = { "/": hello("node-workspace-member"), "/healthz": "ok\n" };

const server = createServer((request, response) => {
  const body = pages[request.url];
  response.writeHead(body ? 200 : 404, { "content-type": "text/plain" });
  response.end(body ?? "not found\n");
});

const port = Number(process.env.PORT ?? 3000);
server.listen(port, "0.0.0.0", () => console.log(`listening on 0.0.0.0:${port}`));

// Node has no default handler for SIGTERM when it is process 1.
process.once("SIGTERM", () => {
  server.close(); // takes no more; ends idle connections and waits for the others,
  setTimeout(() => server.closeAllConnections(), 500).unref(); // but not for long
});
