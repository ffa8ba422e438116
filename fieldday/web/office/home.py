"""管理: what the office keeps, on one page, and what there is to look at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fieldday.kit.doors import door
from fieldday.people.questions.imports import imports_at_work
from fieldday.people.questions.keeping import PeopleFilter, people_kept
from fieldday.people.questions.trees import area_tree, team_tree
from fieldday.web.office.common import office_only


@door(reads="people.company")
@office_only
def office(request: HttpRequest) -> HttpResponse:
    """The start of the office's pages."""
    reader = request.user
    answer = {
        "people": people_kept(reader, PeopleFilter()).count(),
        "no_password": people_kept(reader, PeopleFilter(state="no_password")).count(),
        "no_superior": people_kept(reader, PeopleFilter(state="no_superior")).count(),
        "teams": sum(not node.row.retired for node in team_tree()),
        "importing": imports_at_work(reader),
        "areas": sum(not node.row.retired for node in area_tree({})),
    }
    return render(request, "web/office/home.html", answer)
