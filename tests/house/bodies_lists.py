"""What a person might post to the addresses of lists of customers: segments, groups, fields, views, many at once."""

from collections.abc import Callable
from typing import Any

from tests.world import Day, World

LISTS: dict[str, Callable[[World, Day], Any]] = {
    "segments": lambda w, d: [
        {"name": "沒去的", "share": "private", "c-1-field": "last_visit", "c-1-op": "not_within", "c-1-value": "30"},
        {"name": "壞的", "share": "everybody", "c-1-field": "_connector", "c-2-field": "name", "c-2-op": "regex"},
        {"edit": "add:bought_brand", "c-1-field": "group", "c-1-op": "in", "c-1-values": "x"},
        {"edit": "remove:99999999999999999999", "c-9999-field": "opened_on", "c-9999-op": "between", "c-9999-to": "?"},
    ],
    "segment": lambda w, d: [
        {"name": "改名", "share": "company", "version": "1", "c-1-field": "owner", "c-1-op": "in", "c-1-values": "1"},
        {"name": "改名", "share": "private", "version": "x", "c-1-field": "last_visit", "c-1-op": "never"},
        {"edit": "count", "c-1-field": "birthday", "c-1-op": "coming", "c-1-value": "9" * 30},
    ],
    "segment-removal": lambda w, d: {"version": "1"},
    "groups": lambda w, d: [{"name": "重點", "share": "private"}, {"name": "x", "share": "team", "parent": "不是"}],
    "group": lambda w, d: [
        {"name": "改名", "share": "private", "version": "1"},
        {"name": "", "share": "x", "version": "-"},
    ],
    "group-removal": lambda w, d: {"version": "1"},
    "group-members": lambda w, d: [{"account": d.visit.account.pk}, {"account": "不是"}],
    "group-members-removal": lambda w, d: {"account": [d.visit.account.pk, "x"]},
    "account-groups": lambda w, d: [{"group": "不是"}, {"group": d.visit.pk}],
    "account-groups-removal": lambda w, d: {"group": d.visit.pk},
    "fields": lambda w, d: [
        {"type": "choices", "name_zh": "規模", "choices": "大\n小", "kinds": ["shop"], "needed": "1"},
        {"type": "blob", "name_zh": "", "value_measure": "1"},
    ],
    "field": lambda w, d: {"type": "text", "name_zh": "改名", "version": "1"},
    "field-position": lambda w, d: {"down": "1"},
    "field-retirement": lambda w, d: [{}, {"back": "1"}],
    "views": lambda w, d: [
        {"name": "我的客戶", "share": "team", "query": "status=active&columns=number,own-x&sort=-visit&shape=map"},
        {"name": "", "share": "everybody", "query": "%00=1"},
    ],
    "view-choice": lambda w, d: [{"view": ""}, {"view": "9d1f4c1e-0000-4000-8000-000000000000"}],
    "view": lambda w, d: {"name": "改名", "share": "company", "version": "1", "query": "q=x"},
    "view-removal": lambda w, d: {"version": "1"},
    "account-columns": lambda w, d: [{"columns": ["number", "rubbish", "own-beds"], "query": "q=x"}, {"usual": "1"}],
    "bulk-edits": lambda w, d: [
        {"about": f"account={d.visit.account.pk}&account=x", "kind": "source", "source": "展覽"},
        {"about": "all=1&status=active", "kind": "status", "status": "lost", "reason": "倒閉"},
        {"about": "all=1", "kind": "own:nothing", "own-nothing": ["1", "2"]},
        {"about": f"account={d.visit.account.pk}", "kind": "join", "group": "x"},
    ],
    "bulk-edit-run": lambda w, d: {},
    "bulk-edit-reversal": lambda w, d: {},
}  # fmt: skip
