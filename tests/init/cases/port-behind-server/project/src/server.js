import express from "express";

const app = express();
app.get("/", (_, answer) => answer.send("hello"));
app.listen(process.env.PORT, process.env.HOST);
