const { execFile } = require('child_process');
const express = require('express');

const app = express();
app.get('/health', (req, res) => res.send('ok'));
app.post('/plot', (req, res) => execFile('dot', ['-Tsvg']).stdout.pipe(res));
app.listen(process.env.PLOTS_PORT || 3000);
