package com.example
fun Application.configureRouting() { routing { get("/health") { } } }
