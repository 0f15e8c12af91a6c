const { mkdirSync, writeFileSync } = require("fs");
const env = require("./env");

mkdirSync(env.LABEL_DIR, { recursive: true });
writeFileSync(`${env.LABEL_DIR}/1.txt`, "label");
