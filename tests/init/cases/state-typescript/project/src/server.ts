import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";

const here = path.dirname(fileURLToPath(import.meta.url));
const uploads = path.join(import.meta.dirname, "..", "uploads");
mkdirSync(uploads, { recursive: true });
const db = new Database(process.env.DB ?? "notes.sqlite");
createServer((_, response) => response.end(String(db.open))).listen(3000);
