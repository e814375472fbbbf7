"""When somebody retires by law, and between which days they may choose: the answer behind `xgxp retirement`.

Only the law in force on the decision date speaks. Where sex and post leave the track open, every track that is still
possible is shown; a woman with a senior title has two lawful ones and both are shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from xgxp_rules.diagnostics import Both, NotInForce, UsageError, nearest, register
from xgxp_rules.law.retirement import (
    ElectiveWindow,
    Schedule,
    SeniorRoutes,
    Statutory,
    Track,
    elective_window,
    minimum_contribution_months,
    notice_by,
    routes,
    statutory,
)
from xgxp_rules.library.catalog import Catalog
from xgxp_rules.library.laws import FLEXIBLE, RETIREMENT, chosen_retirement
from xgxp_rules.library.policy import Policy
from xgxp_rules.model.durations import Period
from xgxp_rules.model.periods import elapsed, subtract_period
from xgxp_rules.model.records.items import POST_CATEGORY
from xgxp_rules.model.records.teacher import SEX
from xgxp_rules.model.values import Kind

CHOICE_BAD = register(
    "XG680",
    zh="「{name}」不能是 `{text}`，可以写：{choices}",
    en="`{name}` cannot be `{text}`; it is one of: {choices}",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
NOT_BORN = register(
    "XG681",
    zh="出生日期晚于决定日期 {day}",
    en="the birth is after the decision date {day}",
    exit=2,
    mend_zh="请核对出生日期，或者用 `--as-of` 写以后的日子",
    mend_en="Check the date of birth, or give a later day with `--as-of`",
)
TOO_OLD = register(
    "XG682",
    zh="到 {day} 已超过 {oldest} 岁，请核对出生日期",
    en="on {day} the age is over {oldest}",
    exit=2,
    mend_zh="请核对出生日期的年份",
    mend_en="Check the year of birth",
)
MEN_ONLY = register(
    "XG683",
    zh="高级职称的两种退休只对女性",
    en="the two routes of a senior title are for women",
    exit=2,
    mend_zh="男性请不写 `--senior-title`",
    mend_en="Leave out `--senior-title` for a man",
)
_OLDEST = 120


@dataclass(frozen=True, slots=True)
class Route:
    """One lawful retirement: the track, the statutory day, and the days that may be chosen instead."""

    track: Track
    due: Statutory
    window: ElectiveWindow
    early_notice: date | None
    late_notice: date | None
    contribution: tuple[tuple[str, int, int], ...]
    """Which day, its year, and the least months of contributions then."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Every lawful retirement of one person under the law of one day."""

    born_on: date
    law: Policy
    as_of: date | None
    routes: tuple[Route, ...]
    kind: str
    """`one`, `open` where sex or post leave several tracks, `senior` for the two routes of a senior title."""

    @property
    def note(self) -> str:
        """Return what the track of these routes rests on."""
        parameters = self.law.version_data.parameter
        found = (parameters(f"{route.track.value.lower()}_base") for route in self.routes)
        notes = (f"{one.basis}（把握：{one.confidence}）" for one in found if one is not None and one.basis)
        return "；".join(dict.fromkeys(notes))


def law_on(catalog: Catalog, as_of: date | None) -> Policy:
    """Return the retirement law in force on a day, or without a day the newest.

    Raises:
        NotInForce: none is in force on that day.
    """
    national = home_of(RETIREMENT, catalog)
    return national.versions(RETIREMENT)[-1] if as_of is None else national.in_force(RETIREMENT, as_of)


def schedule_on(catalog: Catalog, as_of: date | None) -> Schedule:
    """Return the schedule of that law, with what may be chosen under it on that day."""
    law = law_on(catalog, as_of)
    day = as_of or law.version_data.in_force.from_on or date.min
    schedule = catalog.retirement_law(day)
    assert schedule is not None
    chosen = home_of(FLEXIBLE, catalog)
    try:
        elective, contribution = chosen_retirement(chosen.in_force(FLEXIBLE, day).version_data)
    except NotInForce:
        return schedule
    return replace(schedule, elective=elective, contribution=contribution)


def home_of(policy_id: str, catalog: Catalog) -> Catalog:
    """Return the catalog that holds a national policy: the one given, else the shipped one."""
    return catalog if policy_id in catalog.ids() else Catalog()


def read_choice(kind: Kind, text: str, name: Both) -> str:
    """Return the id of a choice by id or label.

    Raises:
        UsageError: there is no such choice.
    """
    found = kind.choice(text.strip())
    if found is not None:
        return found.id
    labels = [one.label for one in kind.choices]
    raise UsageError.of(CHOICE_BAD, name=name, text=text, choices="、".join(labels), mend=nearest(text, labels))


def answer(
    catalog: Catalog,
    born_on: date,
    *,
    sex: str = "",
    post: str = "",
    senior: bool = False,
    as_of: date | None = None,
) -> Answer:
    """Return every lawful retirement of somebody born on a day; sex and post may be ids or labels.

    Raises:
        UsageError: a word is not one of its choices, or the birth cannot be true on the decision date.
    """
    _check_birth(born_on, as_of)
    sex_id = read_choice(SEX, sex, Both("性别", "sex")) if sex else None
    post_id = read_choice(POST_CATEGORY, post, Both("岗位类别", "post")) if post else None
    law, schedule = law_on(catalog, as_of), schedule_on(catalog, as_of)
    if senior:
        if sex_id == "male":
            raise UsageError.of(MEN_ONLY)
        both: SeniorRoutes = routes(born_on, schedule)
        found = (
            _route(born_on, Track.M60, both.standard, schedule),
            _route(born_on, Track.F55, both.on_request, schedule),
        )
        return Answer(born_on, law, as_of, found, "senior")
    tracks = _tracks(sex_id, post_id)
    made = tuple(_route(born_on, track, statutory(born_on, track, schedule), schedule) for track in tracks)
    return Answer(born_on, law, as_of, made, "one" if len(made) == 1 else "open")


def _tracks(sex: str | None, post: str | None) -> tuple[Track, ...]:
    women = (Track.F50,) if post == "worker" else (Track.F55, Track.F50) if post is None else (Track.F55,)
    if sex == "male":
        return (Track.M60,)
    return women if sex == "female" else (Track.M60, *women)


def _check_birth(born_on: date, as_of: date | None) -> None:
    if as_of is None:
        return
    if born_on > as_of:
        raise UsageError.of(NOT_BORN, day=as_of.isoformat())
    if elapsed(born_on, as_of) > Period(years=_OLDEST):
        raise UsageError.of(TOO_OLD, day=as_of.isoformat(), oldest=_OLDEST)


def _route(born_on: date, track: Track, due: Statutory, schedule: Schedule) -> Route:
    window = elective_window(born_on, track, schedule)
    early = late = None
    if schedule.elective is not None:
        early = notice_by(window.earliest, window, schedule)
        # A later exit must be agreed before the day on which the person would otherwise have left.
        late = subtract_period(due.date, Period(months=schedule.elective.late_notice_months))
    return Route(track, due, window, early, late, _contributions(window, due, schedule))


def _contributions(window: ElectiveWindow, due: Statutory, schedule: Schedule) -> tuple[tuple[str, int, int], ...]:
    if schedule.contribution is None:
        return ()
    asked = [("due", due.date.year)]
    if window.earliest < due.date:
        asked.insert(0, ("early", window.earliest.year))
    return tuple((name, year, minimum_contribution_months(year, schedule.contribution)) for name, year in asked)
