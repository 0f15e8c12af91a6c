var app = WebApplication.CreateSlimBuilder(args).Build();

app.MapGet("/", () => "hello from dotnet-aspnet\n");
app.MapGet("/healthz", () => "ok\n");

app.Run();
