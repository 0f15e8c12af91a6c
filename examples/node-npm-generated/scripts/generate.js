// Writes what the server is made for into node_modules, as generators of database clients do: a hidden
// folder, which the manager takes for nobody's package.
const { mkdirSync, writeFileSync } = require("node:fs");

mkdirSync("node_modules/.greetings", { recursive: true });
writeFileSync("node_modules/.greetings/index.js", "exports.greeting = (name) => `hello, ${name}`;\n");
