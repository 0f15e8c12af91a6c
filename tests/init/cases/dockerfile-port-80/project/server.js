const http = require("http");
const port = process.env.PORT || 4000;
http.createServer((request, answer) => answer.end("ok\n")).listen(port);
