"""The browser's addresses: nouns; an act is a POST to the noun it makes."""

from django.urls import URLPattern, URLResolver, include, path

from fieldday.web import home, invitations, sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("me", home.me, name="me"),
    path("healthz", home.healthz, name="healthz"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("", include("fieldday.web.security.urls")),
    path("language", sign_in.language, name="language"),
    path("invitations/<str:token>", invitations.acceptance, name="invitation"),
    path("", include("fieldday.web.rep.urls")),
    path("", include("fieldday.web.office.urls")),
    path("", include("fieldday.web.supervisor.urls")),
    path("", include("fieldday.web.manager.urls")),
    path("", include("fieldday.web.forms.urls")),
    path("people/<int:pk>/invitations", invitations.invitations, name="person-invitations"),
]
