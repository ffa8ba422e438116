"""What a person might post to each address: once about Alice's things, once about Charlie's; several forms in a list.

A route that takes a POST and is not here fails the tests: add it.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.http import urlencode

from fieldday.kit.stamps import stamp
from fieldday.people.actions.person_content import STAMPED as PERSON
from fieldday.people.actions.settings import STAMPED as COMPANY
from fieldday.people.actions.teams import STAMPED as TEAM
from fieldday.rules.report_warnings import CODES as WARNINGS
from tests.house.bodies_handing import HANDING
from tests.house.bodies_lists import LISTS
from tests.house.bodies_security import SECURITY
from tests.pictures import photo_file
from tests.world import Day, World

Form = dict[str, Any]
Body = Callable[[World, Day], Form | list[Form]]

BODIES: dict[str, Body] = {
    **SECURITY,
    **LISTS,
    **HANDING,
    "sign-in": lambda w, d: {"username": d.plan.person.external_id, "password": "not it"},
    "sign-out": lambda w, d: {},
    "language": lambda w, d: {"language": "zh-hant"},
    "invitation": lambda w, d: {"password": "rain on Tuesday", "again": "rain on Tuesday"},
    "person-invitations": lambda w, d: {},
    "arrivals": lambda w, d: {"stop": d.stops[0].pk, "latitude": "25.0478", "longitude": "121.517", "accuracy": "9"},
    "visit": lambda w, d: [
        {
            "version": d.visit.version, "result": ["talk", "order", "collection"], "summary": "嗨", "act": "save",
            "line-1-product": w.tea.pk, "line-1-quantity": "3", "line-1-price": "250", "line-1-discount": "10",
            "amount": "99999999999999999999", "method": "現金", "note-1-kind": "price", "note-1-text": "漲價",
            "next_step": "回電", "next_step_on": "2026-11-30",
        },
        {"version": d.visit.version, "result": "talk", "summary": "嗨", "act": "leave"},
        {
            "version": d.visit.version, "result": "talk", "act": "save", "contact": d.visit.account.pk,
            "contact_name": "新來的", "contact_in_charge": "1", "companion": w.adam.pk,
        },
        {
            "version": d.visit.version, "result": "talk", "act": "save", "contact_name": "新來的" * 99,
            "companion": d.plan.person.pk, "summary": "長" * 5000,
        },
        {"edit": "line:1", "q": "茶", "version": "-1", "line-1-product": "9" * 30, "line-1-quantity": "1e9999"},
    ],
    "visit-photos": lambda w, d: [
        {"kind": "shelf", "photo": photo_file()},
        {"kind": "shelf", "photo": photo_file("收據.jpg", b"%PDF-1.4 no picture")},
        {"kind": "selfie", "photo": photo_file()},
        {"kind": "shelf"},
    ],
    "photo-removal": lambda w, d: {},
    "visit-companions": lambda w, d: {"companion": w.bob.pk},
    "visit-companions-removal": lambda w, d: {},
    "calls": lambda w, d: [
        {"account": d.visit.account.pk, "channel": "phone"},
        {"account": d.visit.account.pk, "channel": "pigeon", "claimed_at": "x"},
    ],
    "prospects": lambda w, d: [
        {"name": "新開的店", "phone": "02-2345-6780", "contact_name": "王先生", "area": w.south.pk, "latitude": "25",
         "longitude": "121", "accuracy": "9", "purpose": "new_customer"},
        {"name": d.visit.account.name, "area": "9" * 30},
        {"name": "新開的店", "new": "1", "contact_title": "店長" * 100},
    ],
    "plan-day": lambda w, d: [
        {
            "version": d.plan.version, "stop-1-account": d.visit.account.pk, "stop-1-time": "10:00",
            "stop-1-purpose": "service", "stop-1-order": "5000", "stop-1-objective": "談價", "act": "send",
        },
        {
            "version": d.plan.version, "stop-1-id": d.stops[0].pk, "stop-1-area": w.south.pk, "stop-1-time": "25:99",
            "stop-1-order": "NaN", "stop-1-collection": "-" * 40, "act": "save",
        },
        {"version": d.plan.version, "act": "withdraw"},
        {"version": d.plan.version, "edit": f"account:{d.visit.account.pk}", "q": d.visit.account.name[:2]},
    ],
    "plan-changes": lambda w, d: [
        {
            "version": d.plan.version, "kind": "added", "account": d.visit.account.pk, "time": "16:00",
            "purpose": "service", "reason": "urgent_complaint", "note": "臨時",
        },
        {"version": d.plan.version, "kind": "cancelled", "stop": d.stops[0].pk, "reason": "customer_cancelled"},
        {"version": "9" * 30, "kind": "moved", "stop": d.stops[1].pk, "time": "25:99", "reason": "x", "back": "today"},
        {"kind": "x", "stop": "x"},
    ],
    "report-day": lambda w, d: [
        {
            "version": d.report.version, "reflections": "嗨", "act": "send", f"missed-{d.stops[1].pk}": "no_time",
            "accepted": WARNINGS, "plan": "1", "plan_asked": "1",
        },
        {"version": d.report.version, "reflections": "嗨", "act": "send", "plan_asked": "1"},
        {"version": d.report.version, "act": "withdraw"},
        {"version": d.report.version, "act": "answer", "answer": "好"},
    ],
    "attendance": lambda w, d: [{"act": "start", "claimed_at": "x"}, {"act": "end", "day": "2026-11-20"}],
    "absences": lambda w, d: [
        {"person": d.plan.person.pk, "kind": "annual_leave", "since": "2026-12-01", "until": "2026-12-02"},
        {"kind": "x", "since": "2026-11-23", "until": "9999-12-31", "part": "noon", "stops_off": "1"},
    ],
    "absence-cancellation": lambda w, d: {},
    "day-expenses": lambda w, d: [
        {"kind": "parking", "amount": "60", "note": "停車", "visit": d.visit.pk},
        {"kind": "mileage", "amount": "-1", "km": "1e9", "visit": "x", "photo": SimpleUploadedFile("x.jpg", b"no")},
    ],
    "expense": lambda w, d: {"kind": "meals", "amount": "1,200", "version": "1", "visit": ""},
    "expense-receipts": lambda w, d: {"photo": SimpleUploadedFile("收據.jpg", b"no picture")},
    "expense-removal": lambda w, d: {},
    "plan-approvals": lambda w, d: {"plan": [f"{d.plan.pk}:{d.plan.version}", f"{w.charlies.plan.pk}:1", "x:y"]},
    "plan-approval": lambda w, d: {"version": d.plan.version, "comment": "好", "then": d.plan.pk, "back": "desk"},
    "plan-return": lambda w, d: {"version": d.plan.version, "comment": "請補拜訪目的"},
    "report-reopening": lambda w, d: {"version": d.report.version, "comment": "收款金額有誤"},
    "report-signature": lambda w, d: {
        "version": d.report.version, "comment": "做得好", f"says-{d.visit.pk}": "good", f"note-{d.visit.pk}": "讚",
    },
    "report-countersignature": lambda w, d: {"version": d.report.version, "comment": "會簽"},
    "report-remarks": lambda w, d: {"remark": "請補附件"},
    "report-reading": lambda w, d: {},
    "report-return": lambda w, d: {"version": d.report.version, "comment": "請補心得"},
    "accounts": lambda w, d: {"name": "新店家", "kind": "shop", "status": "active", "owner": d.plan.person.pk},
    "duplicates": lambda w, d: {},
    "duplicate-merges": lambda w, d: [
        {"kept": d.visit.account.pk, "kept_version": "1", "gone_version": "1", "field-name": "gone",
         "field-owner": "kept"},
        {"kept": "x", "kept_version": "-1", "gone_version": "9" * 30, "field-name": "neither", "field-id": "gone"},
    ],
    "duplicate-difference": lambda w, d: [{}, {"back": "1"}],
    "merge-reversal": lambda w, d: {},
    "account-contacts": lambda w, d: {"contact_name": "陳小姐", "contact_title": "採購", "in_charge": "yes"},
    "contact": lambda w, d: [
        {"contact_name": "改名", "contact_phone": "?", "version": "1"},
        {"contact_name": "改名", "version": "9" * 30, "way_kind": ["pigeon", "link"],
         "way_value": ["x", "javascript:1"]},
    ],
    "contact-position": lambda w, d: [{"move": "up"}, {"move": "x"}],
    "contact-photo": lambda w, d: [{"photo": photo_file()}, {"photo": photo_file("x.jpg", b"no picture")}, {}],
    "contact-photo-removal": lambda w, d: {},
    "account-photo": lambda w, d: [{"photo": photo_file()}, {}],
    "account-photo-removal": lambda w, d: {},
    "account-statuses": lambda w, d: [{"status": "lost", "reason": "改跟別家"}, {"status": "rich"}, {"status": "lost"}],
    "account-places": lambda w, d: [
        {"kind": "home", "address": "街 1 號", "place": "25.03, 121.56"},
        {"kind": "moon", "place": "91, x", "contact": "x" * 50},
    ],
    "place": lambda w, d: [{"kind": "home", "address": "街 1 號", "seen": "old"}, {"kind": "home"}],
    "place-removal": lambda w, d: {},
    "account-anniversaries": lambda w, d: [
        {"kind": "birthday", "calendar": "leap", "month": "6", "day": "30", "year": "55"},
        {"kind": "x", "calendar": "x", "month": "13", "day": "9" * 30, "year": "-1", "contact": d.visit.account.pk},
    ],
    "anniversary": lambda w, d: [{"kind": "other", "calendar": "solar", "month": "2", "day": "29", "seen": "x"}, {}],
    "anniversary-removal": lambda w, d: {},
    "account-notes": lambda w, d: [
        {"kind": "need", "text": "要小包裝", "day": "2026-11-20"},
        {"kind": "x", "text": "", "day": "2099-13-01", "contact": "x"},
    ],
    "note-retirement": lambda w, d: [{}, {"holds": "again"}],
    "account-attachments": lambda w, d: [
        {"file": SimpleUploadedFile("合約.html", b"<script>1</script>"), "confidential": "yes"},
        {"contact": "x"},
    ],
    "attachment-removal": lambda w, d: {},
    "contact-removal": lambda w, d: {},
    "address-books": lambda w, d: [
        {"file": SimpleUploadedFile("a.vcf", "BEGIN:VCARD\nFN:王\nORG:王家\nEND:VCARD\n".encode())},
        {"file": SimpleUploadedFile("a.csv", "姓名,公司\n王,王家\n".encode()), "owner": d.plan.person.pk},
        {"file": SimpleUploadedFile("a.vcf", b"\xff\x00nothing"), "owner": "9" * 30},
        {},
    ],
    "address-book-choices": lambda w, d: [{"place": "0", "choice": "p"}, {"q": "王", "choice": "x", "place": "-1"}],
    "address-book-columns": lambda w, d: {"column-name": "姓名"},
    "address-book-settlement": lambda w, d: {"known": "fill"},
    "address-book-removal": lambda w, d: {},
    "exports": lambda w, d: [
        {"noun": "accounts", "format": "csv", "columns": ["name", "owner"], "filter-owner": d.plan.person.pk},
        {"noun": "contacts", "format": "vcard4", "filter-q": "蓮" * 300},
        {"noun": "people", "format": "exe", "columns": "x"},
    ],
    "export-removal": lambda w, d: {},
    "account": lambda w, d: {
        "name": "改了名的店",
        "kind": "shop",
        "status": "dormant",
        "owner": d.plan.person.pk,
        "area": d.visit.account.area_id,
        "version": d.visit.account.version,
    },
    "office-people": lambda w, d: {
        "external_id": "eve", "name": "Eve", "language": "en", "reports_to": d.plan.person.pk, "team": w.team_bob.pk,
    },
    "office-person": lambda w, d: [
        {**_person(d.plan.person), "title": "組長", "reports_to": w.mona.pk},
        {**_person(d.plan.person), "role": "administrator", "team": "x", "area": "9" * 30, "seen": "old"},
    ],
    "office-person-moving": lambda w, d: {"reports_to": w.mona.pk, "team": w.team_bob.pk, "since": "2026-11-23"},
    "office-person-leaving": lambda w, d: {"last_day": "2026-11-23", "successor": w.mona.pk},
    "office-person-return": lambda w, d: {},
    "deputies": lambda w, d: [
        {"deputy": d.plan.person.pk, "since": "2026-11-24", "until": "2026-11-25"},
        {"principal": d.plan.person.pk, "deputy": w.bob.pk, "since": "x", "until": "9999-12-31"},
    ],
    "deputy-removal": lambda w, d: {},
    "teams": lambda w, d: {"name": "新組", "parent": w.team_bob.pk, "leader": d.plan.person.pk},
    "team": lambda w, d: {"name": "改名", "external_id": "T9", "leader": d.plan.person.pk, "seen": _seen(w, d)},
    "team-retirement": lambda w, d: [{}, {"back": "1"}],
    "areas": lambda w, d: {"name": "新區", "parent": w.north.pk},
    "area": lambda w, d: {"name": "改名", "external_id": "A9", "parent": w.south.pk, "seen": "old"},
    "area-retirement": lambda w, d: [{}, {"back": "1"}],
    "codes": lambda w, d: [{"kind": "expense", "name_zh": "過路費"}, {"kind": "x", "name_zh": "過路費"}],
    "code": lambda w, d: {"name_zh": "改名", "counts_as": "order", "seen": "old"},
    "code-position": lambda w, d: [{"up": "1"}, {"down": "1"}],
    "code-retirement": lambda w, d: [{}, {"back": "1"}],
    "code-removal": lambda w, d: {},
    "targets": lambda w, d: [{"month": "2026-11", f"target-{w.alice.pk}-bookings": "5萬"}, {"target-99-y": "x"}],
    "imports": lambda w, d: [
        {"kind": "areas", "file": SimpleUploadedFile("區域.csv", "區域編號,區域名稱\nA1,士林\n".encode())},
        {"kind": "plans", "file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04 no workbook")},
    ],
    "import-check": lambda w, d: [
        {"column-external_id": "客戶編號", "column-name": "名稱", "second-name": "電話", "column-note": ""},
        {"column-name": "不在"},
    ],
    "import-twins": lambda w, d: [
        {"certain": "skip", "possible": "fill", "row-1": "update", "page": "2"},
        {"certain": "burn", "row-x": "skip", "row-99999999999": "skip", "row-2": "burn", "page": "-1"},
    ],
    "import-meanings": lambda w, d: [{"field": "kind", "word": "y", "means": "shop"}, {"field": "x", "means": "y" * 9}],
    "import-run": lambda w, d: {},
    "import-reversal": lambda w, d: {},
    "import-removal": lambda w, d: {},
    "settings": lambda w, d: {
        "name": "改名", "currency": "TWD", "plan_rule": "same_day", "plan_deadline": "08:30", "report_deadline": "9:99",
        "arrival_radius_m": "300", "location_days": "30", "prospect_months": "0", "notice_days": "180",
        "file_months": "0", "seen": stamp(w.company, COMPANY),
    },
    "company-days": lambda w, d: [
        {"since": "2026-11-24", "until": "2026-11-25", "works": "no", "name": "旅遊"},
        {"since": "x", "until": "9999-12-31", "name": "旅遊"},
    ],
    "company-day-removal": lambda w, d: {},
    "account-consents": lambda w, d: [
        {"channel": "sms", "source": "展覽", "proof": "同意書", "day": "2026-11-20"},
        {"channel": "pigeon", "contact": d.visit.account.pk, "day": "x"},
    ],
    "account-refusals": lambda w, d: [{"channel": "phone"}, {"channel": "all", "contact": "x"}, {}],
    "refusal-removal": lambda w, d: {},
    "person-copies": lambda w, d: {},
    "contact-copies": lambda w, d: {},
    "person-erasure": lambda w, d: [{"typed": d.visit.account.name}, {"typed": "x"}],
    "contact-erasure": lambda w, d: [{"typed": "x"}, {"typed": "長" * 5000}],
    "phone-snapshot": lambda w, d: {},  # no form: whoever asks nothing gets all
    "notices-reading": lambda w, d: [{"newest": d.notice.pk}, {"newest": "x"}],
    "notice-reading": lambda w, d: {},
    "notices-mail": lambda w, d: [{"kind": ["plan_returned", "overdue"]}, {"kind": "gossip"}],
}  # fmt: skip


def _person(person: Any) -> Form:
    texts = {name: getattr(person, name) for name in ("external_id", "name", "email", "phone", "title", "language")}
    return {**texts, "role": "", "team": person.team_id, "area": person.area_id, "seen": stamp(person, PERSON)}


def _seen(world: World, day: Day) -> str:
    return stamp(world.team_bob if day is world.alices else world.team_carol, TEAM)


def forms(name: str, world: World, day: Day) -> list[Form]:
    """The forms that somebody might send to the route of that name."""
    found = BODIES[name](world, day)
    return found if isinstance(found, list) else [found]


def posted(client: Any, url: str, form: Form) -> Any:
    """The answer to a form sent as a browser sends it: in parts only where there is a file."""
    files = [value for value in form.values() if hasattr(value, "read")]
    for file in files:
        file.seek(0)  # it was read when it was sent before
    if files:
        return client.post(url, form)
    return client.post(url, urlencode(form, doseq=True), content_type="application/x-www-form-urlencoded")


def forged(world: World, day: Day) -> dict[str, Any]:
    """Fields that no form has, in every spelling: whose it is and who did it are never taken from a form."""
    person, account = day.plan.person.pk, day.visit.account.pk
    return {
        "by": person, "person": person, "person_id": person, "author": person, "owner_id": person,
        "on_behalf_of": person, "role": "administrator", "role_given": "administrator", "is_active": "",
        "account_id": account, "plan_id": day.plan.pk, "report_id": day.report.pk, "visit_id": day.visit.pk,
        "status": "signed", "self_signed": "1",
    }  # fmt: skip
