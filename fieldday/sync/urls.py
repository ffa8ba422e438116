"""The phone's addresses. Any page below /phone/ is the same one: the phone itself knows which screen is meant."""

from django.urls import URLPattern, path

from fieldday.sync import session, shell, snapshot

urlpatterns: list[URLPattern] = [
    path("manifest.webmanifest", shell.manifest, name="phone-manifest"),
    path("sw.js", shell.worker, name="phone-worker"),
    path("phone/session", session.session, name="phone-session"),
    path("phone/snapshot", snapshot.snapshot, name="phone-snapshot"),
    path("phone/words/<str:language>.json", shell.words, name="phone-words"),
    path("phone/", shell.page, name="phone"),
    path("phone/<path:screen>", shell.page, name="phone-screen"),
]
