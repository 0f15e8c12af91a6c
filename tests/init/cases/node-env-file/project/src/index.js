import { createServer } from "node:http";

createServer((_, answer) => answer.end("ok\n")).listen(process.env.PORT || 5000);
