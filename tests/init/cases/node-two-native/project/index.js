const bcrypt = require("bcrypt");
const sqlite3 = require("sqlite3");

new sqlite3.Database("members.db").run("CREATE TABLE IF NOT EXISTS members (hash TEXT)");
console.log(bcrypt.hashSync("a", 4).length);
