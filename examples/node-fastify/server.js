import Fastify from "fastify";

const app = Fastify({ logger: true });

app.get("/", async () => "hello from node-fastify\n");
app.get("/healthz", async () => "ok\n");

// Node has no default handler for SIGTERM when it is process 1.
process.once("SIGTERM", () => app.close());

await app.listen({ host: "0.0.0.0", port: Number(process.env.PORT ?? 3000) });
