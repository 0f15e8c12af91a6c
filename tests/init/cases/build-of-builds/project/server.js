import { readFile } from "node:fs/promises";
import express from "express";

const page = await readFile("./dist/client/index.html", "utf8");
express().get("/", (_, response) => response.send(page)).listen(5173);
