"""Every verb is in a policy table, asks it, and leaves its event; every event has words."""

import ast

from fieldday.config.policies import policies
from fieldday.kit.words import known
from tests.house.source import PACKAGE, ROOMS, called, literal, name, python_files, tree

VERBS = {verb for policy in policies() for verb in policy.rows}
ACTIONS = [path for room in ROOMS if (PACKAGE / room / "actions").exists() for path in python_files(f"{room}/actions")]
# Public functions among the actions that leave no event of their own, and why.
WITHOUT_EVENT = {
    "look_for_duplicates": "a duty that proposes; whoever merges or tells apart leaves the event",
    "open_house": "makes a token in a house without an administrator; naming the administrator is the event",
    "find_invitation": "reads",
    "clear_sessions": "a duty that clears away what ran out by itself",
    "tell_news": "a duty that tells of events: the events are on the trail already",
    "remind": "a duty that tells of a deadline: nobody did anything",
    "tell_overdue": "the same",
    "forget_notices": "a duty that clears away what nobody reads any more; the events stay",
    "sort_book": "marks entries of a preview that only its owner sees; the settlement is the event",
    "name_columns": "the same",
    "choose_known": "the same",
    "look_is_due": "reads",
    "note_look": "notes in memory; keep_looks puts it on the trail",
    "forget_looks": "forgets what was only noted",
    "clear_books": "a duty that deletes previews that nobody settled",
    "draft_bulk_edit": "a preview that only its maker sees; asking for it is the event",
    "clear_exports": "a duty that deletes files whose day is over",
    "send_mails": "a duty that carries out of the house what was told inside; a delivery keeps what came of it",
}
# Verbs that no policy is asked for, and why.
NOT_ASKED = {
    "people.invitation.accepted": "the token is the right",
    "people.administrator.named": "the token is the right, and the house is empty",
    "visits.stop.missed": "said while one saves one's own report, which is asked for",
}


def _pieces() -> dict[str, list[ast.stmt]]:
    """Functions and classes of the actions by name."""
    found: dict[str, list[ast.stmt]] = {}
    for path in ACTIONS:
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.setdefault(node.name, []).append(node)
    return found


PIECES = _pieces()


def _verbs() -> list[str]:
    """Public functions told by whom or when, all by name: the others help them."""
    return sorted(
        node.name
        for nodes in PIECES.values()
        for node in nodes
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not node.args.args
        and {"by", "at"} & {argument.arg for argument in node.args.kwonlyargs}
    )


def _names_in(node: ast.AST) -> set[str]:
    """What a function calls, what a class leans on."""
    bases = {getattr(base, "id", "") for base in getattr(node, "bases", ())}
    return bases | {called(inner) for inner in ast.walk(node)} - {""}


def _reaches(start: str, goals: set[str]) -> bool:
    """Whether a function calls one of `goals`, itself or through others of the actions."""
    seen, todo = {start}, [start]
    while todo:
        words = set().union(*(_names_in(node) for node in PIECES[todo.pop()]))
        if words & goals:
            return True
        fresh = (words & PIECES.keys()) - seen
        seen |= fresh
        todo += fresh
    return False


def test_a_verb_leaves_its_event():
    silent = [verb for verb in _verbs() if verb not in WITHOUT_EVENT and not _reaches(verb, {"record", "record_many"})]
    assert not silent, "a verb records its event, or is listed here with the reason"


def _literals(path, *, but_in: set[str]) -> set[str]:
    """Literal strings of a file that are not arguments of the calls named."""
    passed = {
        id(argument)
        for node in ast.walk(tree(path))
        if called(node) in but_in
        for argument in node.args  # type: ignore[attr-defined]
    }
    return {text for node in ast.walk(tree(path)) if id(node) not in passed and (text := literal(node))}


def test_every_verb_of_the_tables_is_recorded_somewhere():
    said = set().union(*(_literals(path, but_in={"authorise"}) for path in ACTIONS))
    silent = VERBS - said
    assert not silent, "in a policy table, but no action records it"


def test_every_verb_of_the_tables_is_asked_for():
    asked = set().union(*(_literals(path, but_in={"record", "event"}) for path in ACTIONS))
    unasked = VERBS - asked - NOT_ASKED.keys()
    assert not unasked, "recorded, but no policy is asked"


def test_nothing_is_recorded_that_no_table_names():
    found = {
        f"{name(path)}: {verb}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if called(node) in {"record", "event"} and node.args and (verb := literal(node.args[0])) and verb not in VERBS
    }
    assert not found, found


def test_only_actions_write_to_the_trail():
    inside = {"fieldday/trail/__init__.py", "fieldday/trail/writing.py", "fieldday/trail/erasing.py"}
    found = [
        f"{name(path)}:{node.lineno}"
        for path in python_files()
        if path not in ACTIONS and name(path) not in inside and "demo" not in path.parts and "rules" not in path.parts
        for node in ast.walk(tree(path))
        if called(node) in {"record", "record_many"}
        and getattr(getattr(node.func, "value", None), "id", "") in {"trail", "writing"}
    ]
    assert not found, found


def test_a_verb_has_a_name_of_three_parts_and_words():
    for verb in sorted(VERBS):
        room, noun, past = verb.split(".")
        assert room in ROOMS and noun and past
    silent = [verb for verb in sorted(VERBS) if not known(verb)]
    assert not silent, "register their words in the rooms' words.py"
