// Works, waits and works again; the host ends it on SIGTERM.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<Turns>();
builder.Build().Run();

internal sealed class Turns(ILogger<Turns> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        for (var turn = 1; !stopping.IsCancellationRequested; turn++)
        {
            logger.LogInformation("turn {Turn}", turn);
            await Task.Delay(TimeSpan.FromSeconds(10), stopping);
        }
    }
}
