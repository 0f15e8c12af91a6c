package com.example

fun main(args: Array<String>) {
    io.ktor.server.netty.EngineMain.main(args)
}
