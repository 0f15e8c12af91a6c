app.listen({ port: 3000 });
