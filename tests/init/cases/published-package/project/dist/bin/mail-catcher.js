#!/usr/bin/env node
import express from "express";

const app = express();
app.get("/healthz", (_, response) => response.send("ok"));
app.listen(process.env.PORT || 1080);
