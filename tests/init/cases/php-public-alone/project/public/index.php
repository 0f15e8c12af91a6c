<?php

require __DIR__ . '/../app/Database.php';

file_put_contents(dirname(__DIR__) . '/log/visits.log', "1\n", FILE_APPEND);
