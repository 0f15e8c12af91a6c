const ms = require("ms");

const server = require("http").createServer((_, answer) => answer.end(`hello from node-npm, ${ms("2 days")}\n`));
process.on("SIGTERM", () => process.exit(0));
server.listen(3000, "0.0.0.0");
