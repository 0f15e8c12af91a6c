import fastify from "fastify";

fastify().listen({ port: 3333, host: "0.0.0.0" });
