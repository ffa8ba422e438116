"""`./run verify trail`: recompute the chain of everything that was ever done, and of every paper that was signed."""

from typing import Any

from django.utils import timezone

from fieldday.cli.base import UNUSABLE
from fieldday.cli.base import Command as Base
from fieldday.kit.words import say
from fieldday.rules.chain import code_of, read_code
from fieldday.trail.sealing import verify
from fieldday.visits.questions.papers_verified import Verified, verify_code, verify_papers


class Command(Base):
    help = (
        "Verify the trail and every plan and report, or the paper that a printed code names; exit 1 names what broke."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("what", help="trail, or the code under a printed form: 7K3QX-9M2RT")

    def act(self, *, what: str, **options: Any) -> None:
        if what == "trail":
            self._everything()
        else:
            self._paper(what)

    def _everything(self) -> None:
        found, papers = verify(), verify_papers()
        self.answer(f"sealed: {found.sealed}\nunsealed: {found.unsealed}\nhead: {found.head}")
        self.answer(f"plans: {papers.plans}\nreports: {papers.reports}\nsign-offs: {papers.acts}")
        if found.broken:
            self.answer("broken seals: " + ", ".join(map(str, found.broken)))
        if found.erased:
            self.answer(f"erased: {found.erased}")  # what they said of a person; the acts are there and verify
        if found.unaccounted:
            self.answer(f"erased without an act: {found.unaccounted}")
        if found.stray:
            self.answer(f"events that no seal covers: {found.stray}")
        for paper in papers.broken:
            self._tell(paper)
        if not (found.ok and papers.ok):
            raise SystemExit(1)
        self.answer("verified")

    def _paper(self, typed: str) -> None:
        code = read_code(typed)
        paper = verify_code(code) if code else None
        if paper is None:
            self.say(f"No paper has the code {typed}.")
            raise SystemExit(UNUSABLE)
        newest = code_of(paper.head) == code
        self.answer(f"{self._name(paper)}\nsign-offs: {paper.acts}\nhead: {paper.head}")
        self.answer("the code is the newest act's" if newest else "the code is an earlier act's")
        if paper.faults:
            self._tell(paper)
            raise SystemExit(1)
        self.answer("verified")

    def _tell(self, paper: Verified) -> None:
        self.answer(f"broken: {self._name(paper)}")
        for fault in paper.faults:
            where = (
                f"act {fault.number}, {fault.act} at {timezone.localtime(fault.at):%Y-%m-%d %H:%M}: "
                if fault.at
                else ""
            )
            self.answer(f"  {where}{say(fault.why)}")

    def _name(self, paper: Verified) -> str:
        return f"{paper.kind} of {paper.person} for {paper.day} ({paper.id})"
