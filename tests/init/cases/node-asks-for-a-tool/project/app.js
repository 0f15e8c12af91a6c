const express = require("express");
const morgan = require("morgan");

express().use(morgan("dev")).get("/", (_, response) => response.send("hello")).listen(3000);
