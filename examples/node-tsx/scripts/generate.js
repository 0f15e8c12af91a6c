import { mkdirSync, writeFileSync } from "node:fs";

mkdirSync("node_modules/.pages", { recursive: true });
writeFileSync("node_modules/.pages/pages.json", JSON.stringify({ "/": "hello from node-tsx\n", "/healthz": "ok\n" }));
