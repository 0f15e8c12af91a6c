const express = require("express");
const SPEAKER = { port: 11000 };

const app = express();
app.get("/", (request, response) => response.json(SPEAKER));
const where = process.env.LISTEN || "8080";
app.listen(Number(where));
