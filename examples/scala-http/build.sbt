name := "scala-http"
version := "0.1.0"
scalaVersion := "3.3.6"
Compile / mainClass := Some("com.example.Server")
