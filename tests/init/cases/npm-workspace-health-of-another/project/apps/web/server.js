const app = require("express")();
app.get("/healthz", (q, r) => r.send(require("@mono/lib").hello()));
app.listen(process.env.PORT || 3000);
