"""重複客戶: customers that are probably one, side by side; merged field by field, told apart, taken apart again."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fieldday.customers.actions.account_content import KEEPS_CREDIT
from fieldday.customers.actions.duplicate_looking import ask_for_look
from fieldday.customers.actions.folding import FIELD as PERSON
from fieldday.customers.actions.merge_undoing import undo_merge
from fieldday.customers.actions.merging import merge_accounts
from fieldday.customers.actions.telling_apart import tell_apart
from fieldday.customers.policy import POLICY
from fieldday.customers.questions.duplicates import candidates_seen, compared, last_look
from fieldday.customers.questions.merges import merges_seen
from fieldday.kit import duties
from fieldday.kit.doors import door
from fieldday.kit.paging import page_of
from fieldday.kit.refusals import Refused
from fieldday.rules.parsing import as_number, as_uuid
from fieldday.web.office.duplicate_page import candidate_rows, pair_page
from fieldday.web.posting import errors_by_field, posted

SIZE = 50
View = Callable[..., HttpResponse]


def merges_only(view: View) -> View:
    """For those who may merge; for everybody else there is nothing here. Stands under `door`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not POLICY.allows("customers.account.merged", request.user.role):  # type: ignore[union-attr]  # signed in
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@door(reads="customers.account", verb="customers.duplicates.asked_for")
@merges_only
def duplicates(request: HttpRequest) -> HttpResponse:
    """The candidates in sight, the certain first, and the latest merges; a POST has everything looked through anew."""
    if request.method == "POST":

        def effect(at: datetime) -> str:
            ask_for_look(by=request.user, at=at)
            return reverse("duplicates")

        answer = posted(request, effect)
        duties.wake()
        return answer
    page = page_of(
        candidates_seen(request.user, as_uuid(request.GET.get("of", ""))), request.GET.get("page", ""), size=SIZE
    )
    look = last_look(request.user)
    answer_with = {
        "page": page,
        "rows": candidate_rows(page.rows),
        "look": look,
        "looking": look is not None and look.finished_at is None,
        "merges": merges_seen(request.user, 10) if page.number == 1 else (),
    }
    return render(request, "web/duplicates/list.html", answer_with)


@door(reads="customers.account")
@merges_only
def duplicate(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """Two customers side by side; `keep` says which of them stays."""
    return _pair(request, one, other)


@door(verb="customers.account.merged")
@merges_only
def duplicate_merges(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """The two become one: `kept` stays, each differing field as it was chosen."""
    kept = one if request.POST.get("kept") == str(one) else other
    gone = other if kept == one else one
    chosen = {
        name.removeprefix("field-"): str(side) for name, side in request.POST.items() if name.startswith("field-")
    }

    people = _people(request)

    def effect(at: datetime) -> str:
        merge_accounts(
            by=request.user, kept_id=kept, gone_id=gone, kept_version=_number(request, "kept_version"),
            gone_version=_number(request, "gone_version"), chosen=chosen, people=people, at=at,
        )  # fmt: skip
        return reverse("account", args=[kept])

    def refused(refusal: Refused) -> HttpResponse:
        ticked = None if people is None else {str(pk) for pk in people}
        errors = errors_by_field(refusal)
        return _pair(request, one, other, keep=kept, chosen=chosen, ticked=ticked, errors=errors, status=422)

    done = _("Merged. Until one of them is changed further, the card can take the merge apart again.")
    return posted(request, effect, refused=refused, done=done)


@door(verb="customers.account.told_apart")
@merges_only
def duplicate_difference(request: HttpRequest, one: UUID, other: UUID) -> HttpResponse:
    """The two are two, and are proposed no more; `back` forgets it."""
    back = bool(request.POST.get("back"))

    def effect(at: datetime) -> str:
        tell_apart(by=request.user, one_id=one, other_id=other, at=at, back=back)
        return reverse("duplicate", args=[one, other]) if back else reverse("duplicates")

    done = "" if back else _("They are two customers, and will not be proposed again.")
    return posted(request, effect, done=done)


@door(verb="customers.merge.undone")
@merges_only
def merge_reversal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A merge taken apart: both customers as they were."""

    def effect(at: datetime) -> str:
        gone = undo_merge(by=request.user, merge_id=pk, at=at)
        return reverse("account", args=[gone.pk])

    return posted(request, effect, done=_("The merge was taken apart: this customer is back."))


def _pair(
    request: HttpRequest, one: UUID, other: UUID, *, keep: UUID | None = None, chosen: dict[str, str] | None = None,
    ticked: set[str] | None = None, errors: dict[str, list[str]] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    if one == other:  # no pair, whether there is such a customer or not
        raise Http404
    keep = keep or as_uuid(request.GET.get("keep", ""))
    pair = compared(request.user, one, other, keep=keep)
    if pair is None:
        raise Http404
    if {pair.kept.account.pk, pair.gone.account.pk} != {one, other}:  # one of them was merged since
        return redirect("duplicate", pair.kept.account.pk, pair.gone.account.pk)
    may_credit = request.user.role in KEEPS_CREDIT  # type: ignore[union-attr]  # signed in
    answer = pair_page(pair, chosen=chosen or {}, may_credit=may_credit, ticked=ticked)
    return render(request, "web/duplicates/pair.html", {**answer, "errors": errors or {}}, status=status)


def _people(request: HttpRequest) -> dict[UUID, UUID] | None:
    """The contacts of which the form says that they are one; None for a form that showed none."""
    if "people" not in request.POST:
        return None
    said = {name.removeprefix(PERSON): str(pk) for name, pk in request.POST.items() if name.startswith(PERSON)}
    found = {as_uuid(gone): as_uuid(kept) for gone, kept in said.items()}
    return {gone: kept for gone, kept in found.items() if gone and kept}


def _number(request: HttpRequest, name: str) -> int:
    return as_number(request.POST.get(name, ""), 9) or 0
