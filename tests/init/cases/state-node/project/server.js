// Keeps what it knows beside its own code, as many small apps do.
const { appendFileSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { createServer } = require("node:http");
const { join } = require("node:path");

const notes = join(__dirname, "notes.json");
const drafts = join(__dirname, "drafts");

createServer((request, response) => {
  const all = JSON.parse(readFileSync(notes, "utf8"));
  all.push(request.url);
  writeFileSync(notes, JSON.stringify(all));
  writeFileSync(join(drafts, "last.txt"), request.url);
  appendFileSync("requests.log", `${request.url}\n`);
  response.setHeader("Content-Type", "application/json");
  response.end(JSON.stringify({ notes: all, drafts: readdirSync(drafts) }));
}).listen(3000);
