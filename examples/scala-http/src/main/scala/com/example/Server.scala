package com.example

import com.sun.net.httpserver.{HttpExchange, HttpServer}
import java.net.InetSocketAddress
import java.nio.charset.StandardCharsets.UTF_8

/** Answers `/` and `/healthz` with what the JDK brings. */
object Server:
  def main(args: Array[String]): Unit =
    val port = sys.env.get("PORT").map(_.toInt).getOrElse(8080)
    val server = HttpServer.create(InetSocketAddress(port), 0)
    server.createContext("/", answer)
    sys.addShutdownHook:
      server.stop(0)
      Runtime.getRuntime.halt(0) // else the JVM ends with 143, as one that was killed
    server.start()
    println(s"listening on port $port")

  private def answer(exchange: HttpExchange): Unit =
    val (status, text) = exchange.getRequestURI.getPath match
      case "/"        => (200, "hello from scala-http\n")
      case "/healthz" => (200, "ok\n")
      case _          => (404, "not found\n")
    val body = text.getBytes(UTF_8)
    exchange.getResponseHeaders.set("Content-Type", "text/plain; charset=utf-8")
    exchange.sendResponseHeaders(status, body.length)
    exchange.getResponseBody.write(body)
    exchange.close()
