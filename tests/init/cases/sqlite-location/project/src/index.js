const express = require('express');
const db = require('./persistence/sqlite');

const app = express();
app.get('/items', async (req, res) => res.send(await db.items()));
db.init().then(() => app.listen(3000));
process.on('SIGTERM', () => process.exit());
