import { Database } from "bun:sqlite";

export const db = new Database(process.env.DATABASE_PATH ?? "notes.sqlite", { create: true });

db.run("PRAGMA journal_mode = WAL");
db.run(`CREATE TABLE IF NOT EXISTS notes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
)`);
