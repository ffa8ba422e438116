"""Who works when: habits of every seller, absences, who left, came and moved. Drawn by dice, the same for a name."""

from dataclasses import dataclass
from datetime import date, timedelta

from fieldday.demo.company import LEAVER, LEFT_DAYS_AGO, MOVED_DAYS_AGO, SUCCESSOR, Size, dice
from fieldday.rules.calendar import is_working, next_working_day, previous_working_day


@dataclass(frozen=True)
class Habits:
    """What may be expected of a seller: shares between 0 and 1, `stops` a day."""

    skill: float
    stops: int
    late: float = 0.03  # reports after the deadline
    copies: bool = False  # the same words every day
    far: float = 0.02  # taps 抵達 far from the door
    friday: float = 0.45  # of the stops after three on a Friday fall out
    misses: float = 0.05


STAR = Habits(0.85, 6, late=0.01, friday=0.15, misses=0.02)
GOOD = Habits(0.72, 5)
STEADY = Habits(0.6, 5, late=0.06)
WEAK = Habits(0.42, 4, late=0.12, far=0.08, friday=0.8, misses=0.12)
COPIER = Habits(0.5, 4, late=0.08, copies=True, far=0.1, friday=0.7, misses=0.1)
LATE = Habits(0.58, 5, late=0.4, friday=0.6, misses=0.08)
KNOWN = {
    "alice": GOOD, "adam": STEADY, "amy": STAR, "andy": LATE, "charlie": GOOD, "cindy": COPIER, "chris": STEADY,
    "claire": WEAK, "bob": STAR, "carol": GOOD, "roy": WEAK,
}  # fmt: skip
OTHERS = (STAR, GOOD, GOOD, STEADY, STEADY, STEADY, WEAK, COPIER, LATE)

# kind of absence, days long, the part of the day, words; how many of a hundred absences are such
ABSENCES = (
    (("annual_leave", 1, "day", ""), 30),
    (("annual_leave", 1, "morning", ""), 10),
    (("annual_leave", 1, "afternoon", "接小孩"), 12),
    (("annual_leave", 3, "day", "家庭旅遊"), 8),
    (("sick_leave", 1, "day", "感冒就醫"), 18),
    (("personal_leave", 1, "afternoon", "回家辦事"), 10),
    (("business_trip", 2, "day", "總公司展售會"), 7),
    (("other_leave", 3, "day", "婚假"), 5),
)
EVERY = 45  # days between two absences of one person, about
TRAINING = "新品與貨款教育訓練"
# Who is out today, and how; whoever tries the demo finds the others there.
OUT_TODAY = {
    "andy": ("sick_leave", "day", "發燒"),
    "chris": ("annual_leave", "afternoon", "看牙醫"),
    "karen": ("annual_leave", "day", ""),
    "frank": ("business_trip", "day", "供應商驗廠"),
    "lucy": ("sick_leave", "morning", "就醫"),
    "polly": ("training", "day", TRAINING),
    "penny": ("training", "day", TRAINING),
}
STANDS_IN = {"frank": "grace"}  # 職務代理人 of who is out today


@dataclass(frozen=True)
class Away:
    """An absence of one person: the kind's code, first and last day, the part of the day."""

    person: str
    kind: str
    since: date
    until: date
    part: str
    note: str


def habits_of(name: str) -> Habits:
    return KNOWN.get(name) or dice("habits", name).choice(OTHERS)


def away(names: list[str], first: date, today: date) -> list[Away]:
    """Everybody's absences from `first` until today and a little after, in order of names."""
    rows: list[Away] = []
    training = _training_day(first, today)
    for name in names:
        roll = dice("away", name)
        mine: list[Away] = []
        day = first + timedelta(days=roll.randint(3, EVERY))
        while day < today - timedelta(days=2):
            day = day if is_working(day) else next_working_day(day)
            kinds, weights = zip(*ABSENCES, strict=True)
            kind, days, part, note = roll.choices(kinds, weights)[0]
            until = day
            for _ in range(days - 1):
                until = next_working_day(until)
            if until < today:
                mine.append(Away(name, kind, day, until, part, note))
            day = until + timedelta(days=roll.randint(EVERY // 2, EVERY * 3 // 2))
        if dice("trained", name).random() < 0.2 and not any(one.since <= training <= one.until for one in mine):
            mine.append(Away(name, "training", training, training, "day", TRAINING))
        if name in OUT_TODAY:
            kind, part, note = OUT_TODAY[name]
            mine.append(Away(name, kind, today, today, part, note))
        rows += sorted(mine, key=lambda one: one.since)
    return rows


def _training_day(first: date, today: date) -> date:
    return previous_working_day(first + (today - first) // 2)


def left_on(today: date) -> date:
    """The leaver's last day."""
    return previous_working_day(_monday(today - timedelta(days=LEFT_DAYS_AGO)))


def began_on(today: date) -> date:
    """The successor's first day."""
    return next_working_day(left_on(today))


def moved_on(today: date) -> date:
    """From when the mover was in his new team."""
    return next_working_day(_monday(today - timedelta(days=MOVED_DAYS_AGO)) - timedelta(days=1))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def works_here(name: str, day: date, today: date) -> bool:
    """Whether somebody was employed on a day."""
    if name == LEAVER[0]:
        return day <= left_on(today)
    return name != SUCCESSOR or day >= began_on(today)


def days_of(size: Size, today: date) -> list[date]:
    """The working days behind, oldest first; today is always the last."""
    days = (today - timedelta(days=back) for back in range(size.days - 1, 0, -1))
    return [*(day for day in days if is_working(day)), today]
