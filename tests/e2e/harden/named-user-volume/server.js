const fs = require("fs");

require("http")
  .createServer((_, answer) => {
    fs.appendFileSync("/var/lib/counter/visits", "x");
    answer.end("hello from node, counted\n");
  })
  .listen(3000, "0.0.0.0");
