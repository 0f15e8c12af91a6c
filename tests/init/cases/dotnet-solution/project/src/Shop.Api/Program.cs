app.MapHealthChecks("/health");
