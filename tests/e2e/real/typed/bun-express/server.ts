import express from "express";

const app = express();
const port = process.env.PORT || 8080;

app.use(express.json());

app.get("/", (_req, res) => {
  res.send("Hello from Express on Bun");
});

app.post("/echo", (req, res) => {
  res.json(req.body);
});

app.listen(port, () => {
  console.log(`Listening on port ${port}...`);
});
