const { mkdirSync, writeFileSync } = require("fs");
mkdirSync("dist", { recursive: true });
writeFileSync("dist/index.html", require("pug").renderFile("src/pug/index.pug"));
