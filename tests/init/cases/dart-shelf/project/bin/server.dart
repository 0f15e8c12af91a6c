final port = int.parse(Platform.environment['PORT'] ?? '8080');
