"""The superior's addresses: what waits, plans, reports."""

from django.urls import URLPattern, path

from fieldday.web.supervisor import countersigning, desk, plans, reports

urlpatterns: list[URLPattern] = [
    path("desk", desk.desk, name="desk"),
    path("approvals", plans.approvals, name="plan-approvals"),
    path("plans/<uuid:pk>", plans.plan, name="plan"),
    path("plans/<uuid:pk>/approval", plans.approval, name="plan-approval"),
    path("plans/<uuid:pk>/return", plans.plan_return, name="plan-return"),
    path("reports", reports.reports, name="reports"),
    path("reports/<uuid:pk>", reports.report, name="report"),
    path("reports/<uuid:pk>/signature", reports.signature, name="report-signature"),
    path("reports/<uuid:pk>/return", reports.report_return, name="report-return"),
    path("reports/<uuid:pk>/countersignature", countersigning.countersignature, name="report-countersignature"),
    path("reports/<uuid:pk>/remarks", countersigning.remarks, name="report-remarks"),
    path("reports/<uuid:pk>/reading", countersigning.reading, name="report-reading"),
]
