const db = { port: 5432 };
app.get("/healthz", ok);
app.listen(process.env.PORT || 5000);
