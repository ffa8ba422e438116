"""The tiny world, known by heart. Monday 23 November 2026, nine in the morning in Taipei.

    Diana, director (root)
    └─ Mona, manager
       ├─ Bob, supervisor, sells too ── Alice, Adam (reps)
       ├─ Carol, supervisor ────────── Charlie (rep): another line than Bob's
       └─ Dora, rep, stands in for Bob on Tuesday 24 and Wednesday 25 November
    Outside the line: Oscar (assistant), Ada (administrator), Uma (auditor)

Alice owns Lotus and Dawn, Adam owns Fir, Bob owns Harbour, Carol owns Pine, Charlie owns Maple, nobody owns Reef.
Friday is behind Alice and Charlie: an approved plan, one visit that brought an order and a payment, a report sent.
Their plans for Monday are sent and wait. Oscar checked one file of customers and brought another one in.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from fieldday.customers.models import Account, AccountSearch, Contact, Group, Ownership, Segment
from fieldday.kit.search import search_values
from fieldday.notices.models import Notice
from fieldday.people.actions.line import rebuild_line
from fieldday.people.models import Area, Company, Deputy, ImportJob, Membership, Person, Team
from fieldday.rules import digest
from fieldday.trade.models import Order, OrderLine, Payment, Product
from fieldday.visits.actions.papers import signed_value
from fieldday.visits.models import (
    Absence,
    Code,
    DailyReport,
    Expense,
    MarketNote,
    Photo,
    Plan,
    Result,
    SignOff,
    Stop,
    Visit,
)

TAIPEI = ZoneInfo("Asia/Taipei")
FRIDAY, MONDAY, TUESDAY = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)
PASSWORD = "rain on Monday"


def moment(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of the company's day."""
    return datetime.combine(day, time(hour, minute), TAIPEI)


NOW = moment(MONDAY)


@dataclass
class Day:
    """One person's Friday behind him and Monday before him."""

    plan_done: Plan
    stop_done: Stop
    visit: Visit
    note: MarketNote
    photo: Photo
    order: Order
    line: OrderLine
    payment: Payment
    report: DailyReport
    plan: Plan
    stops: list[Stop]
    expense: Expense
    absence: Absence
    notice: Notice


@dataclass
class World:
    """Everybody and everything, by name."""

    company: Company
    north: Area
    south: Area
    team_bob: Team
    team_carol: Team
    diana: Person
    mona: Person
    bob: Person
    alice: Person
    adam: Person
    carol: Person
    charlie: Person
    dora: Person
    oscar: Person
    ada: Person
    uma: Person
    soap: Product
    tea: Product
    lotus: Account
    dawn: Account
    fir: Account
    harbour: Account
    pine: Account
    maple: Account
    reef: Account
    alices: Day
    charlies: Day
    checked: ImportJob
    brought: ImportJob

    @property
    def people(self) -> dict[str, Person]:
        """Everybody by name, in the order of the line."""
        names = ("diana", "mona", "bob", "alice", "adam", "carol", "charlie", "dora", "oscar", "ada", "uma")
        return {name: getattr(self, name) for name in names}


def person(external_id: str, name: str, reports_to: Person | None = None, role: str = "", **more: Any) -> Person:
    """A person, with the password everybody here has; call `rebuild_line` after the last one."""
    made = Person(external_id=external_id, name=name, reports_to=reports_to, role_given=role, language="en", **more)
    made.set_password(PASSWORD)
    made.save()
    return made


def account(external_id: str, name: str, owner: Person | None, area: Area | None = None, **more: Any) -> Account:
    """A customer that can be found, owned since the first of the year."""
    made = Account.objects.create(
        external_id=external_id, name=name, owner=owner, area=area, created_at=moment(date(2026, 1, 1)), **more
    )
    texts = (made.name, external_id, made.phone, made.tax_id, made.address)
    AccountSearch.objects.create(account=made, **search_values(*texts))
    if owner:
        Ownership.objects.create(account=made, owner=owner, since=date(2026, 1, 1))
    return made


def order(account: Account, person: Person | None, product: Product, day: date, quantity: str = "2") -> Order:
    """An order of one line at the product's price."""
    made = Order.objects.create(account=account, person=person, ordered_on=day, source="visit", status="Open")
    OrderLine.objects.create(
        order=made,
        key=f"{product.external_id}-1",
        product=product,
        quantity=Decimal(quantity),
        unit_price=product.price,
        amount=Decimal(quantity) * product.price,
    )
    return made


def build() -> World:
    """Make the world. About sixty rows."""
    company = Company.objects.create(pk=1, name="Tiny Trading", currency="TWD")
    people, teams = _people()
    north = Area.objects.create(external_id="N", name="北區")
    south = Area.objects.create(external_id="S", name="南區")
    soap = Product.objects.create(external_id="P1", name="白蘭洗衣精", unit="瓶", cost=60, price=100, category="清潔")
    tea = Product.objects.create(external_id="P2", name="高山茶", unit="包", cost=120, price=250, category="茶")
    accounts = {
        "lotus": account(
            "C1", "蓮花藥局", people["alice"], north, phone="02-2345-6789", tax_id="04595257",
            address="台北市中山路 1 號", latitude=Decimal("25.0478"), longitude=Decimal("121.5170"),
        ),
        "dawn": account("C2", "晨光商行", people["alice"], north, kind="shop"),
        "fir": account("C3", "冷杉超市", people["adam"], north),
        "harbour": account("C4", "港都食品", people["bob"], north),
        "pine": account("C5", "青松大藥局", people["carol"], south),
        "maple": account("C6", "楓葉藥局", people["charlie"], south, phone="07-345-6789", tax_id="12345675"),
        "reef": account("C7", "珊瑚雜貨", None, south),
    }  # fmt: skip
    Contact.objects.create(account=accounts["lotus"], name="王蓮花", title="店長", phone="0912-345-678")
    Contact.objects.create(account=accounts["maple"], name="陳楓", title="老闆")
    _shared(people)
    return World(
        company=company,
        north=north,
        south=south,
        team_bob=teams[0],
        team_carol=teams[1],
        soap=soap,
        tea=tea,
        **people,
        **accounts,
        alices=_days(people["alice"], people["bob"], accounts["lotus"], north, soap),
        charlies=_days(people["charlie"], people["carol"], accounts["maple"], south, tea),
        checked=_file(people["oscar"], "checked"),
        brought=_file(people["oscar"], "done"),
    )


def _shared(people: dict[str, Person]) -> None:
    """A group and a segment of Alice's own, of Charlie's own, and the company's by Mona."""
    for name, share in (("alice", "private"), ("charlie", "private"), ("mona", "company")):
        facts = {"owner": people[name], "share": share, "at": NOW}
        Group.objects.create(name=f"{name}'s group", **facts)
        Segment.objects.create(name=f"{name}'s segment", condition={"field": "last_visit", "op": "never"}, **facts)


def _file(by: Person, state: str) -> ImportJob:
    """A file of customers of which nothing is left on the disk."""
    return ImportJob.objects.create(
        kind="accounts", state=state, by=by, at=NOW, ran_at=moment(FRIDAY), file_name="客戶.csv", file_bytes=40,
        header=["客戶編號", "名稱", "電話"], samples=[["N1", "新店家", "02-2345-6789"]], rows=1,
        mapping={"external_id": "客戶編號", "name": "名稱"},
        report={"read": 1, "created": 1, "updated": 0, "unchanged": 0, "rejected": 0, "warnings": 0},
    )  # fmt: skip


def _people() -> tuple[dict[str, Person], list[Team]]:
    region = Team.objects.create(external_id="T", name="北部區")
    teams = [Team.objects.create(external_id=f"T{i}", name=f"第 {i} 組", parent=region) for i in (1, 2)]
    diana = person("diana", "Diana")
    mona = person("mona", "Mona", diana, "manager", team=region)
    bob = person("bob", "Bob", mona, team=teams[0])
    carol = person("carol", "Carol", mona, team=teams[1])
    people = {
        "diana": diana,
        "mona": mona,
        "bob": bob,
        "carol": carol,
        "alice": person("alice", "Alice", bob, team=teams[0]),
        "adam": person("adam", "Adam", bob, team=teams[0]),
        "charlie": person("charlie", "Charlie", carol, team=teams[1]),
        "dora": person("dora", "Dora", mona, team=region),
        "oscar": person("oscar", "Oscar", None, "assistant"),
        "ada": person("ada", "Ada", None, "administrator"),
        "uma": person("uma", "Uma", None, "auditor"),
    }
    for one in people.values():
        if one.team:
            Membership.objects.create(person=one, team=one.team, since=date(2026, 1, 1))
    Deputy.objects.create(principal=bob, deputy=people["dora"], since=TUESDAY, until=TUESDAY + timedelta(days=1))
    rebuild_line()
    for one in people.values():
        one.refresh_from_db()
    return people, teams


def _days(person: Person, superior: Person, account: Account, area: Area, product: Product) -> Day:
    purposes = list(Code.objects.filter(kind="purpose", code__in=("ordering", "collection")))
    plan_done = Plan.objects.create(
        person=person, day=FRIDAY, status="approved", sent_at=moment(FRIDAY - timedelta(days=1), 18)
    )
    stop_done = _stop(plan_done, 1, account, None, time(9, 30), purposes)
    _sign(plan_done, "plan", "submitted", person, plan_done.sent_at)
    _sign(plan_done, "plan", "approved", superior, moment(FRIDAY, 8))
    visit = Visit.objects.create(
        person=person, account=account, stop=stop_done, day=FRIDAY, where="verified", distance_m=12,
        arrived_at=moment(FRIDAY, 9, 31), left_at=moment(FRIDAY, 10), met_in_charge=True,
        summary=f"{account.name}談了年節檔期", next_step="送報價單", next_step_on=TUESDAY,
    )  # fmt: skip
    made = order(account, person, product, FRIDAY)
    payment = Payment.objects.create(
        account=account, person=person, paid_on=FRIDAY, amount=Decimal("1500.50"), method="現金", source="visit"
    )
    results = {code.code: code for code in Code.objects.filter(kind="result")}
    Result.objects.create(visit=visit, code=results["order"], order=made)
    Result.objects.create(visit=visit, code=results["collection"], payment=payment)
    note = MarketNote.objects.create(
        visit=visit, kind=Code.objects.get(kind="note", code="promotion"), text=f"{account.name}對面買一送一"
    )
    photo = Photo.objects.create(
        visit=visit, kind="shelf", path=f"photos/{person.external_id}", width=40, height=20, size=0,
        digest="0" * 64, by=person, at=moment(FRIDAY, 9, 40),
    )  # fmt: skip
    report = DailyReport.objects.create(
        person=person,
        day=FRIDAY,
        status="sent",
        reflections=f"{person.name} 明天早點出門",
        sent_at=moment(FRIDAY, 18, 5),
    )
    _sign(report, "report", "sent", person, report.sent_at)
    plan = Plan.objects.create(
        person=person, day=MONDAY, status="submitted", sent_at=moment(MONDAY - timedelta(1), 20),
        note=f"{person.name} 週一走老街",
    )  # fmt: skip
    stops = [
        _stop(plan, 1, account, None, time(9, 30), purposes),
        _stop(plan, 2, None, area, time(14, 0), purposes[:1]),
    ]
    _sign(plan, "plan", "submitted", person, plan.sent_at)
    line = made.lines.unscoped("the world's own").get()
    own = _own(person)
    return Day(plan_done, stop_done, visit, note, photo, made, line, payment, report, plan, stops, *own)


def _own(person: Person) -> tuple[Expense, Absence, Notice]:
    """An expense of last Wednesday, of which nothing else is known, a day of leave in half a year, an unread notice."""
    kinds = {code.code: code for code in Code.objects.filter(code__in=("parking", "annual_leave"))}
    day, leave = FRIDAY - timedelta(days=2), FRIDAY + timedelta(days=180)
    facts = {"kind": kinds["parking"], "amount": Decimal(60), "note": f"{person.name} 停車"}
    expense = Expense.objects.create(person=person, day=day, at=moment(day, 12), **facts)
    kind = kinds["annual_leave"]
    absence = Absence.objects.create(person=person, kind=kind, since=leave, until=leave, by=person, at=moment(day))
    notice = Notice.objects.create(
        person=person, key="superior", kind="people_moved", params={"superior": person.reports_to_id}, at=moment(day)
    )
    return expense, absence, notice


def _stop(
    plan: Plan, position: int, account: Account | None, area: Area | None, at: time, purposes: list[Code]
) -> Stop:
    stop = Stop.objects.create(
        plan=plan, position=position, account=account, area=area, starts_at=at, objective="談新品上架",
        expected_order=Decimal(5000), expected_collection=Decimal(1500),
    )  # fmt: skip
    stop.purposes.set(purposes)
    return stop


def _sign(paper: Plan | DailyReport, kind: str, act: str, by: Person, at: datetime | None) -> None:
    rows = SignOff.objects.unscoped("the world's own").filter(**{kind: paper})
    last = rows.order_by("-id").first()
    previous = last.digest if last else ""
    row = SignOff(act=act, by=by, at=at, paper_version=paper.version, content={}, previous=previous, **{kind: paper})
    row.digest = digest.chain(previous, signed_value(row, paper.pk))
    row.save()
