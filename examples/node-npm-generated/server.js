const { createServer } = require("node:http");
const { parseArgs } = require("node:util");
const { greeting } = require("./node_modules/.greetings");

const { values } = parseArgs({ options: { port: { type: "string" } } });

// It has no handler for SIGTERM: what the image sets for process 1 ends it.
createServer((request, response) => {
  const known = ["/", "/healthz"].includes(request.url);
  response.writeHead(known ? 200 : 404, { "content-type": "text/plain" });
  response.end(known ? `${greeting("generated")}\n` : "not found\n");
}).listen(Number(values.port));
