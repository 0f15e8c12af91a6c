import fastify from "fastify";

const app = fastify();
app.get("/healthz", async () => ({ ok: true }));
await app.listen({ port: Number(process.env.PORT ?? 3001), host: "0.0.0.0" });
