const express = require('express');
const Database = require('better-sqlite3');

const db = new Database('data/shelf.db');
const app = express();
app.get('/health', (req, res) => res.send('ok'));
app.listen(process.env.PORT || 3000);
