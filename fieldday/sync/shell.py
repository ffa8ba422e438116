"""The page that the home screen opens, its manifest, its worker, its words. Nothing here is anybody's."""

import json

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, gettext

from fieldday.kit.doors import door
from fieldday.sync import build

PUBLIC = "a page without anything personal, which the phone keeps and opens signed in or not"
ASK_AGAIN = "no-cache"  # kept, and asked for again each time
FOR_EVER = "public, max-age=31536000, immutable"
LANG = {"zh-hant": "zh-Hant-TW", "zh-hans": "zh-Hans"}


@door(public=PUBLIC)
def page(request: HttpRequest, screen: str = "") -> HttpResponse:
    """The same page at every address below /phone/: the phone draws the screen."""
    said = {"build": build.build(), "words": {one: build.words_address(one) for one in build.LANGUAGES}}
    more = {"touch": build.TOUCH, "first": build.scripts()["first"]}
    response = render(request, "sync/shell.html", {**said, **more})
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


@door(public=PUBLIC)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a home screen needs to know, in the language that the browser asks for."""
    icons = [{"src": static(name), "sizes": size, "type": "image/png"} for name, size in build.ICONS.items()]
    icons.append({"src": static(build.MASKABLE), "sizes": "512x512", "type": "image/png", "purpose": "maskable"})
    language = get_language() or ""
    said = {
        "id": reverse("phone"),
        "name": gettext("Fieldday: the day of a salesperson"),
        "short_name": gettext("Fieldday"),
        "description": gettext("Visits, orders, collections and the daily report, with or without signal."),
        "lang": LANG.get(language, language),
        "start_url": reverse("phone"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#0b5fb3",
        "icons": icons,
    }
    response = JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


@door(public=PUBLIC)
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of this build: its first line says which build, and what to keep."""
    code = build.asset(build.WORKER)
    if code is None:
        raise Http404
    said = {"build": build.build(), "page": reverse("phone"), "kept": build.kept()}
    first = f"self.fieldday={json.dumps(said)};\n"
    response = HttpResponse(first.encode() + code, content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    response.headers["Cache-Control"] = ASK_AGAIN
    return response


@door(public=PUBLIC)
def words(request: HttpRequest, language: str) -> HttpResponse:
    """The texts of the screens in one language, by their English. An address that names the build keeps for ever."""
    if language not in build.LANGUAGES:
        raise Http404
    response = JsonResponse(build.words_of(language), json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = FOR_EVER if request.GET.get("build") == build.build() else ASK_AGAIN
    return response
