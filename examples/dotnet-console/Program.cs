using System.Runtime.InteropServices;

// Works, sleeps and works again until it is told to stop.
using var stop = new CancellationTokenSource();
using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

for (var turn = 1; !stop.IsCancellationRequested; turn++)
{
    Console.WriteLine($"turn {turn}");
    stop.Token.WaitHandle.WaitOne(TimeSpan.FromSeconds(10));
}
