<?php
$db = new SQLite3('./tasks.db');
$log = __DIR__ . '/visits.txt';
file_put_contents($log, "x\n", FILE_APPEND);
echo $db->querySingle('select 1');
