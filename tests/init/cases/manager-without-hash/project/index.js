require("http").createServer().listen(process.env.PORT || 4000);
