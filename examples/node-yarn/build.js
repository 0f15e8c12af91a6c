// Takes the types out of src/; Node can do that itself, so the build needs no compiler.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

mkdirSync("dist", { recursive: true });
writeFileSync("dist/server.js", stripTypeScriptTypes(readFileSync("src/server.ts", "utf8")));
