open System
open System.Globalization
open Microsoft.AspNetCore.Builder

let app = WebApplication.CreateBuilder(Environment.GetCommandLineArgs()).Build()
let price = (1234.5).ToString("C", CultureInfo("de-DE"))

app.MapGet("/", Func<string>(fun () -> $"hello from dotnet-noble, for {price}\n")) |> ignore
app.MapGet("/healthz", Func<string>(fun () -> "ok\n")) |> ignore
app.Run()
