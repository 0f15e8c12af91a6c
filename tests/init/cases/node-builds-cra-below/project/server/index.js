const path = require("path");
const express = require("express");
const app = express();
app.use(express.static(path.resolve(__dirname, "../client/build")));
app.listen(process.env.PORT || 5000);
