lazy val root = (project in file("."))
  .enablePlugins(JavaAppPackaging)
  .settings(name := "my-http", scalaVersion := "3.3.6", Compile / mainClass := Some("com.example.QuickstartApp"))
