"""The addresses of segments and groups."""

from django.urls import URLPattern, path

from fieldday.web.segments import groups, pages, using

urlpatterns: list[URLPattern] = [
    path("segments", pages.segments, name="segments"),
    path("segments/new", pages.segment_new, name="segment-new"),
    path("segments/<uuid:pk>", pages.segment, name="segment"),
    path("segments/<uuid:pk>/removal", pages.segment_removal, name="segment-removal"),
    path("accounts/chosen", using.chosen, name="accounts-chosen"),
    path("accounts/<uuid:pk>/groups", groups.account_groups, name="account-groups"),
    path("accounts/<uuid:pk>/groups/removal", groups.account_groups_removal, name="account-groups-removal"),
    path("groups", groups.groups, name="groups"),
    path("groups/new", groups.group_new, name="group-new"),
    path("groups/<uuid:pk>", groups.group, name="group"),
    path("groups/<uuid:pk>/removal", groups.group_removal, name="group-removal"),
    path("groups/<uuid:pk>/members", groups.group_members, name="group-members"),
    path("groups/<uuid:pk>/members/removal", groups.group_members_removal, name="group-members-removal"),
]
