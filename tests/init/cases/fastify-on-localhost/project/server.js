const app = require("fastify")();

app.get("/", async () => "hello");
app.listen({ port: 3333 });
