const { createServer } = require("node:http");
const { readFileSync } = require("node:fs");

const ca = readFileSync("certs/database-ca.pem");
createServer((_, response) => response.end(`${ca.length}\n`)).listen(3000);
