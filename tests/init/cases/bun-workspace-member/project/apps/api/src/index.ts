import { Hono } from "hono";
const app = new Hono();
app.get("/health", c => c.text("ok"));
export default { port: process.env.PORT || 3005, fetch: app.fetch };
