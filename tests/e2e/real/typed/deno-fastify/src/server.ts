import Fastify from "fastify";
import { add, list, remove } from "./todos.ts";

const server = Fastify({ logger: true });

server.get("/todos", () => list());

server.post<{ Body: { title: string } }>("/todos", {
  schema: {
    body: {
      type: "object",
      required: ["title"],
      properties: { title: { type: "string" } },
    },
  },
}, (request, reply) => {
  reply.code(201);
  return add(request.body.title);
});

server.delete<{ Params: { id: string } }>("/todos/:id", (request, reply) => {
  reply.code(remove(Number(request.params.id)) ? 204 : 404).send();
});

await server.listen({ port: 3000, host: "0.0.0.0" });
