"""Error pages that say what to do, in the person's language."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit.answers import answer, asks_json
from fieldday.kit.refusals import Refused
from fieldday.web import answering

LAST_RESORT = """<!doctype html><html lang="zh-Hant-TW"><meta charset="utf-8"><title>Fieldday</title>
<p>系統暫時無法使用，資料沒有變更，請稍後再試。</p>
<p lang="en">Fieldday cannot answer just now. Nothing was saved; try again in a minute.</p></html>
"""


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return answer("gone") if asks_json(request) else _page(request, 404)


def forbidden(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return answering.forbidden("web.forbidden") if asks_json(request) else _page(request, 403)


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    if asks_json(request):
        return answering.refused(Refused("web.form.unreadable"))
    return _page(request, 400)


def without_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's CSRF token was missing or old: Django's own page for this speaks English to developers."""
    return answer("csrf") if asks_json(request) else _page(request, 403)


def broken(request: HttpRequest) -> HttpResponse:
    try:
        return render(request, "web/error.html", {"status": 500}, status=500)
    except Exception:  # the frame shows who is signed in, and the database may be what is broken
        return HttpResponse(LAST_RESORT, status=500)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, "web/error.html", {"status": status}, status=status)
