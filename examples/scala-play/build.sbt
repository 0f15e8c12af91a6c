name := "scala-play"
version := "0.1.0"
scalaVersion := "3.3.6"
libraryDependencies += guice

lazy val root = (project in file(".")).enablePlugins(PlayScala)
