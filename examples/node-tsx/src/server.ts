import { readFileSync } from "node:fs";
import { createServer } from "node:http";

enum Status {
  Found = 200,
  Missing = 404,
}

const pages: Record<string, string> = JSON.parse(readFileSync("node_modules/.pages/pages.json", "utf8"));
const port = Number(process.env.PORT ?? 3000);
const server = createServer((req, res) => {
  const page = pages[req.url ?? ""];
  res
    .writeHead(page ? Status.Found : Status.Missing, { "Content-Type": "text/plain; charset=utf-8" })
    .end(page ?? "not found\n");
});
server.listen(port, "0.0.0.0", () => console.log(`listening on 0.0.0.0:${port}`));

process.once("SIGTERM", () => {
  server.close(); // takes no more; ends idle connections and waits for the others,
  setTimeout(() => server.closeAllConnections(), 500).unref(); // but not for long
});
