import 'dart:async';
import 'dart:io';

/// Answers `/` and `/healthz` with what the SDK brings, and ends on SIGTERM.
Future<void> main() async {
  final port = int.parse(Platform.environment['PORT'] ?? '8080');
  final server = await HttpServer.bind(InternetAddress.anyIPv4, port);
  ProcessSignal.sigterm.watch().listen((_) async {
    await server.close();
    exit(0);
  });
  print('listening on port $port');
  await for (final request in server) {
    final text = switch (request.uri.path) {
      '/' => 'hello from dart-scratch\n',
      '/healthz' => 'ok\n',
      _ => null,
    };
    request.response.statusCode = text == null ? HttpStatus.notFound : HttpStatus.ok;
    request.response.write(text ?? 'not found\n');
    unawaited(request.response.close());
  }
}
