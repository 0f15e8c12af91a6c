<?php

declare(strict_types=1);

require __DIR__ . '/../vendor/autoload.php';

[$status, $text] = App\Pages::at(parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
http_response_code($status);
header('Content-Type: text/plain; charset=utf-8');
echo $text;
