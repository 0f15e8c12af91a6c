package com.example

import com.sun.net.httpserver.HttpServer
import java.net.InetSocketAddress

fun main() {
    val port = (System.getenv("PORT") ?: "8080").toInt()
    val server = HttpServer.create(InetSocketAddress(port), 0)
    server.createContext("/") { exchange ->
        val (status, text) = when (exchange.requestURI.path) {
            "/" -> 200 to "hello from java-gradle-kotlin\n"
            "/healthz" -> 200 to "ok\n"
            else -> 404 to "not found\n"
        }
        val body = text.toByteArray()
        exchange.responseHeaders["Content-Type"] = "text/plain; charset=utf-8"
        exchange.sendResponseHeaders(status, body.size.toLong())
        exchange.responseBody.use { it.write(body) }
    }
    Runtime.getRuntime().addShutdownHook(Thread {
        server.stop(0)
        Runtime.getRuntime().halt(0) // else the JVM ends with 143, as one that was killed
    })
    server.start()
    println("listening on port $port")
}
