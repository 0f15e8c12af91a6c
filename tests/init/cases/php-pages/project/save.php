<?php
file_put_contents(__DIR__ . "/data/links.txt", $_GET["to"] . "\n", FILE_APPEND);
