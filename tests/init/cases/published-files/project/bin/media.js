require("../dist/server.js");
