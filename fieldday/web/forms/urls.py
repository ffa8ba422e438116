"""The addresses of forms, printed codes and versions; a report opened again is a reopening of it."""

from django.urls import URLPattern, path

from fieldday.web.forms import papers, reopening, verifying

urlpatterns: list[URLPattern] = [
    path("plans/<uuid:pk>/form", papers.plan_form, name="plan-form"),
    path("plans/<uuid:pk>/form.pdf", papers.plan_pdf, name="plan-pdf"),
    path("reports/<uuid:pk>/form", papers.report_form, name="report-form"),
    path("reports/<uuid:pk>/form.pdf", papers.report_pdf, name="report-pdf"),
    path("people/<int:pk>/weeks/<day:day>", papers.week_form, name="week-form"),
    path("people/<int:pk>/weeks/<day:day>/form.pdf", papers.week_pdf, name="week-pdf"),
    path("days/<day:day>/forms", papers.team_forms, name="team-forms"),
    path("days/<day:day>/forms.pdf", papers.team_pdf, name="team-pdf"),
    path("reports/<uuid:pk>/reopening", reopening.reopening, name="report-reopening"),
    path("signoffs/<int:pk>", verifying.signoff, name="signoff"),
    path("verify", verifying.verify, name="verify"),
    path("verify/<str:code>", verifying.verified, name="verified"),
]
