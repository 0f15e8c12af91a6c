import express, { type Request, type Response } from "express";
import data from "./data.json" with { type: "json" };

const app = express();
const port = Number(Deno.env.get("PORT") ?? 8000);

app.get("/", (_req: Request, res: Response) => {
  res.send("Dinosaurs: ask /api or /api/triceratops");
});

app.get("/api", (_req: Request, res: Response) => {
  res.json(data);
});

app.get("/api/:name", (req: Request, res: Response) => {
  const wanted = String(req.params.name).toLowerCase();
  const found = data.find((d) => d.name.toLowerCase() === wanted);
  if (!found) {
    res.status(404).send("No such dinosaur");
    return;
  }
  res.json(found);
});

app.listen(port, () => {
  console.log(`Listening on http://localhost:${port}`);
});
