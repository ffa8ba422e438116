"""The browser's addresses: nouns; an act is a POST to the noun it makes."""

from django.urls import URLPattern, URLResolver, include, path

from fieldday.web import home, invitations, notices, sign_in

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("me", home.me, name="me"),
    path("healthz", home.healthz, name="healthz"),
    path("sign-in", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("", include("fieldday.web.security.urls")),
    path("language", sign_in.language, name="language"),
    path("invitations/<str:token>", invitations.acceptance, name="invitation"),
    path("", include("fieldday.web.searching.urls")),
    path("", include("fieldday.web.handing.urls")),
    path("", include("fieldday.web.rep.urls")),
    path("", include("fieldday.web.segments.urls")),
    path("", include("fieldday.web.office.urls")),
    path("", include("fieldday.web.personal.urls")),
    path("", include("fieldday.web.supervisor.urls")),
    path("", include("fieldday.web.manager.urls")),
    path("", include("fieldday.web.forms.urls")),
    path("notices", notices.notices, name="notices"),
    path("notices/reading", notices.reading, name="notices-reading"),
    path("notices/mail", notices.by_mail, name="notices-mail"),
    path("notices/<uuid:pk>", notices.notice, name="notice"),
    path("notices/<uuid:pk>/reading", notices.notice_reading, name="notice-reading"),
    path("people/<int:pk>/invitations", invitations.invitations, name="person-invitations"),
]
