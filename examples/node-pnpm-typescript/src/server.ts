import type { Server } from "node:http";

import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();

app.get("/", (c) => c.text("hello from node-pnpm-typescript\n"));
app.get("/healthz", (c) => c.text("ok\n"));

const port = Number(process.env.PORT ?? 3000);
const server = serve({ fetch: app.fetch, hostname: "0.0.0.0", port }, () => {
  console.log(`listening on 0.0.0.0:${port}`);
}) as Server; // serve() can make an HTTP/2 server as well, if asked to

// Node has no default handler for SIGTERM when it is process 1.
process.once("SIGTERM", () => {
  server.close(); // takes no more; ends idle connections and waits for the others,
  setTimeout(() => server.closeAllConnections(), 500).unref(); // but not for long
});
