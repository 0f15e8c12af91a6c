import { Hono } from "npm:hono@4.13.19";

import { pages } from "./pages.ts";

const app = new Hono();

for (const [path, body] of Object.entries(pages)) {
  app.get(path, (c) => c.text(body));
}

const server = Deno.serve({ hostname: "0.0.0.0", port: Number(Deno.env.get("PORT") ?? 8000) }, app.fetch);

// Process 1 has no default handler for SIGTERM.
Deno.addSignalListener("SIGTERM", async () => {
  await server.shutdown();
  Deno.exit(0);
});
