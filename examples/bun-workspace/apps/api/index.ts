import { hello } from "@example/wording";
import { Hono } from "hono";

const app = new Hono();

app.get("/", (c) => c.text(hello("bun-workspace")));
app.get("/healthz", (c) => c.text("ok\n"));

const server = Bun.serve({ hostname: "0.0.0.0", port: Number(process.env.PORT ?? 3000), fetch: app.fetch });
console.log(`listening on ${server.url}`);

// Process 1 has no default handler for SIGTERM.
process.once("SIGTERM", async () => {
  await server.stop();
  process.exit(0);
});
