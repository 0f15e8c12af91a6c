<?php

declare(strict_types=1);

namespace App;

final class Pages
{
    /** @return array{int, string} status and text */
    public static function at(?string $path): array
    {
        return match ($path) {
            '/' => [200, "hello from php-frankenphp\n"],
            '/healthz' => [200, "ok\n"],
            default => [404, "not found\n"],
        };
    }
}
