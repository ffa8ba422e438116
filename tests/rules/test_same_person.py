"""Which persons of two customers are probably one."""

from fieldday.rules.same_person import SomePerson, same_persons


def pairs(kept, gone):
    return [(pair.kept, pair.gone, pair.sure) for pair in same_persons(kept, gone)]


def person(key, name, **ways):
    return SomePerson(key, name, **ways)


def test_the_same_name_is_one_unless_something_tells_them_apart():
    assert pairs([person(1, "王大明")], [person(2, "王 大明")]) == [(1, 2, True)]
    assert pairs([person(1, "王大明", mobile="0911")], [person(2, "王大明", mobile="0922")]) == [(1, 2, False)]
    assert pairs([person(1, "王大明", email="A@x.tw")], [person(2, "王大明", email="a@X.tw ")]) == [(1, 2, True)]


def test_one_mobile_is_enough_of_one_name():
    said = {"mobile": "0911", "email": "a@x.tw"}
    assert pairs([person(1, "王大明", **said)], [person(2, "王大明", mobile="0911", email="b@x.tw")]) == [(1, 2, True)]


def test_another_name_with_the_same_number_is_only_proposed():
    assert pairs([person(1, "王大明", mobile="0911")], [person(2, "王老闆", mobile="0911")]) == [(1, 2, False)]
    assert pairs([person(1, "王大明", mobile="")], [person(2, "陳小姐", mobile="")]) == []


def test_nobody_stands_in_two_pairs_and_the_likeliest_is_taken():
    kept = [person(1, "王大明", mobile="0911"), person(2, "王大明", mobile="0922")]
    gone = [person(3, "王大明", mobile="0922"), person(4, "王大明")]
    assert pairs(kept, gone) == [(2, 3, True), (1, 4, True)]
