"""The first page after sign-in, and the door's pulse."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit.doors import door


@door(reads="people.person")
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "web/home.html")


@door(public="load balancers and scripts ask whether the database answers")
def healthz(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
