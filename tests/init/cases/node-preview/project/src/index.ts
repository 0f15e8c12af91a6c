import Fastify from "fastify";

Fastify().listen({ host: "0.0.0.0", port: 3000 });
