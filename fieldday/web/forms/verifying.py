"""The code on a print: which paper it names, whether its chain verifies, and whether a newer act came since.

Only to whoever signs in and sees the paper: to a stranger an answer would tell who works here and on which days.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fieldday.kit.doors import door
from fieldday.rules.chain import read_code
from fieldday.rules.parsing import as_number
from fieldday.visits.questions.chain import signed_chain
from fieldday.visits.questions.versions import printed, versions


@door(reads="visits.signoff")
def verify(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in."""
    typed = request.GET.get("code", "").strip()[:40]
    code = read_code(typed)
    if code:
        return redirect("verified", code)
    return render(request, "web/forms/verify.html", {"typed": typed, "unreadable": bool(typed)})


@door(reads="visits.signoff")
def verified(request: HttpRequest, code: str) -> HttpResponse:
    """What a code stands for; a code of nothing and one of a paper out of sight answer alike."""
    read = read_code(code)
    found = printed(request.user, read) if read else None
    if found is None:
        return render(request, "web/forms/verify.html", {"typed": read or code[:40], "unknown": True}, status=404)
    paper = {"plan_id": found.paper_id} if found.kind == "plan" else {"report_id": found.paper_id}
    answer = {"found": found, "chain": signed_chain(request.user, **paper), "typed": read}
    return render(request, "web/forms/verified.html", answer)


@door(reads="visits.signoff")
def signoff(request: HttpRequest, pk: int) -> HttpResponse:
    """What was read at an act, beside another version of the same paper; `beside` names which."""
    found = versions(request.user, pk, as_number(request.GET.get("beside", "")))
    if found is None:
        raise Http404
    return render(request, "web/forms/versions.html", {"found": found})
