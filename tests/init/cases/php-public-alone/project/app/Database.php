<?php

function database(): PDO
{
    return new PDO('mysql:host=' . getenv('DB_HOST') . ';dbname=club', getenv('DB_USER'), getenv('DB_PASSWORD'));
}
