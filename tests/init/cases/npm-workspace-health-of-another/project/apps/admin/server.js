const app = require("express")();
app.get("/", (q, r) => r.send(require("@mono/lib").hello()));
app.listen(process.env.PORT || 3000);
