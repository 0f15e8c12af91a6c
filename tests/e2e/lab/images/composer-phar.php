<?php
// Packs Debian's Composer, /usr/bin/composer and what it loads from /usr/share/php, into one file, /tmp/composer.phar.
$phar = new Phar('/tmp/composer.phar', 0, 'composer.phar');
$phar->startBuffering();
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator('/usr/share/php', FilesystemIterator::SKIP_DOTS)) as $file) {
    $text = file_get_contents($file->getPathname());
    $phar['share/php/' . substr($file->getPathname(), strlen('/usr/share/php/'))] = str_replace("'/usr/share/php/", "'phar://composer.phar/share/php/", $text);
}
$phar['bin/composer'] = preg_replace('/^#!.*\n/', '', file_get_contents('/usr/bin/composer'));
$phar->setStub("#!/usr/bin/env php\n<?php Phar::mapPhar('composer.phar'); require 'phar://composer.phar/bin/composer'; __HALT_COMPILER();");
$phar->stopBuffering();
