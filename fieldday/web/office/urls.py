"""The office's addresses: what everybody uses of customers, and what the office keeps."""

from django.urls import URLPattern, path

from fieldday.web.office import accounts, codes, home, people, settings, trees

urlpatterns: list[URLPattern] = [
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.account_new, name="account-new"),
    path("accounts/options", accounts.options, name="account-options"),
    path("accounts/<uuid:pk>", accounts.account, name="account"),
    path("accounts/<uuid:pk>/edit", accounts.account_edit, name="account-edit"),
    path("office", home.office, name="office"),
    path("office/people", people.people, name="office-people"),
    path("office/people/new", people.person_new, name="office-person-new"),
    path("office/people/<int:pk>", people.person, name="office-person"),
    path("office/people/<int:pk>/edit", people.person_edit, name="office-person-edit"),
    path("teams", trees.teams, name="teams"),
    path("teams/new", trees.team_new, name="team-new"),
    path("teams/<int:pk>", trees.team, name="team"),
    path("teams/<int:pk>/retirement", trees.team_retirement, name="team-retirement"),
    path("areas", trees.areas, name="areas"),
    path("areas/new", trees.area_new, name="area-new"),
    path("areas/<int:pk>", trees.area, name="area"),
    path("areas/<int:pk>/retirement", trees.area_retirement, name="area-retirement"),
    path("codes", codes.codes, name="codes"),
    path("codes/new", codes.code_new, name="code-new"),
    path("codes/<int:pk>", codes.code, name="code"),
    path("codes/<int:pk>/position", codes.code_position, name="code-position"),
    path("codes/<int:pk>/retirement", codes.code_retirement, name="code-retirement"),
    path("codes/<int:pk>/removal", codes.code_removal, name="code-removal"),
    path("settings", settings.settings, name="settings"),
    path("company-days", settings.company_days, name="company-days"),
    path("company-days/<day:day>/removal", settings.company_day_removal, name="company-day-removal"),
]
