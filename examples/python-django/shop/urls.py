"""What is answered where."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def home(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("hello from python-django\n", content_type="text/plain")


def healthz(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


urlpatterns = [path("", home), path("healthz", healthz)]
