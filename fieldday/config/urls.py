"""The table of addresses: each door brings its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("fieldday.web.urls")),
    path("", include("fieldday.sync.urls")),
]
handler404 = "fieldday.web.errors.not_found"
handler403 = "fieldday.web.errors.forbidden"
handler500 = "fieldday.web.errors.broken"
handler400 = "fieldday.web.errors.bad_request"
