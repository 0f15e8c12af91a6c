require("concurrently")(["npx browser-sync dist -w"]);
