import { Hono } from "hono";

const app = new Hono();

app.get("/", (c) => c.text("hello from deno-old-lock\n"));
app.get("/healthz", (c) => c.text("ok\n"));

const server = Deno.serve({ hostname: "0.0.0.0", port: Number(Deno.env.get("PORT") ?? 8000) }, app.fetch);

// Process 1 has no default handler for SIGTERM.
Deno.addSignalListener("SIGTERM", async () => {
  await server.shutdown();
  Deno.exit(0);
});
