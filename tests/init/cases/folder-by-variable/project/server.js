const { DatabaseSync } = require("node:sqlite");
const express = require("express");

const notes = new DatabaseSync(process.env.DATABASE_PATH || "notes.db");
const app = express();
app.get("/", (_, response) => response.json(notes.prepare("SELECT 1").all()));
app.listen(process.env.PORT || 3000);
