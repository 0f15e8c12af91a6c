const fs = require('fs');
const path = require('path');
const { DatabaseSync } = require('node:sqlite');

const location = process.env.SQLITE_DB_LOCATION || '/etc/todos/todo.db';
let db;

async function init() {
    fs.mkdirSync(path.dirname(location), { recursive: true });
    db = new DatabaseSync(location);
    db.exec('CREATE TABLE IF NOT EXISTS items (name TEXT)');
}

const items = async () => db.prepare('SELECT name FROM items').all();

module.exports = { init, items };
