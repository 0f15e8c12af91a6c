package controllers

import javax.inject.{Inject, Singleton}
import play.api.mvc.{AbstractController, ControllerComponents}

@Singleton
class Pages @Inject() (components: ControllerComponents) extends AbstractController(components):
  def home() = Action(Ok("hello from scala-play\n"))
  def health() = Action(Ok("ok\n"))
