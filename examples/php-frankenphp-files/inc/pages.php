<?php

declare(strict_types=1);

/** Status and text of a page. */
function page(string $path): array
{
    return match ($path) {
        '/' => [200, $_SERVER['GREETING'] . " from php-frankenphp-files\n"],
        '/healthz' => [200, "ok\n"],
        default => [404, "not found\n"],
    };
}
