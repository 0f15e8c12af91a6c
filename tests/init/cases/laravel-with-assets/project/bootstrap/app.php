<?php
return Application::configure()->withRouting(
        web: __DIR__.'/../routes/web.php',
        health: '/up',
    )->create();
