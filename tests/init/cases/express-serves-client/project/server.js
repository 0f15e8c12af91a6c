const path = require("path");
const express = require("express");

const app = express();
app.get("/api/health", (req, res) => res.json({ ok: true }));
app.use(express.static(path.join(__dirname, "client", "build")));
app.get("*", (req, res) => res.sendFile(path.join(__dirname, "client", "build", "index.html")));
app.listen(process.env.PORT || 5000);
