import express from "express";

const app = express();
app.disable("x-powered-by");

app.get("/", (_req, res) => {
  res.type("text/plain").send("hello from node-npm-express\n");
});

app.get("/healthz", (_req, res) => {
  res.type("text/plain").send("ok\n");
});

const port = Number(process.env.PORT ?? 3000);
const server = app.listen(port, "0.0.0.0", (error) => {
  if (error) throw error;
  console.log(`listening on 0.0.0.0:${port}`);
});

// Node has no default handler for SIGTERM when it is process 1.
process.once("SIGTERM", () => {
  server.close(); // takes no more; ends idle connections and waits for the others,
  setTimeout(() => server.closeAllConnections(), 500).unref(); // but not for long
});
