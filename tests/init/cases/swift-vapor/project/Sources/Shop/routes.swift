app.get("hello")
