import { Hono } from "npm:hono";

const app = new Hono();
app.get("/health", (c) => c.text("ok"));
Deno.serve({ port: 9000 }, app.fetch);
