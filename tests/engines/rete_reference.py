"""What a process means, said a second time in plain Python: one day after the other, no engine and no due days.

Every day has its events first, in their order, and then what time brings on it. Whether a time is up is asked anew on
each day of the elapsed time itself, so nothing here shares the reckoning of days with what it is compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from xgxp_rules.law.workdays import add_working_days, working_days_between
from xgxp_rules.model.nodes import Constant
from xgxp_rules.model.periods import Period, compare_elapsed
from xgxp_rules.model.process import Clock, Move, Process, is_guarded
from xgxp_rules.model.school_calendar import SEPTEMBER
from xgxp_rules.model.spell_sets import Spell, merge
from xgxp_rules.model.spells import total_calendar, total_days
from xgxp_rules.model.values import Truth

Guard = Callable[[int, date, int], Truth]
Happened = tuple[int, date, str]


@dataclass
class Story:
    """What happened: transitions (place, from, to, day, number), the refusal, and how it ends."""

    state: str
    since: date
    taken: list[tuple[int, str, str, date, int | None]] = field(default_factory=list)
    refusal: tuple[int, str] | None = None
    held: dict[int, Truth] = field(default_factory=dict)


class Reference:
    """One case."""

    def __init__(self, process: Process, opened_on: date, guard: Guard) -> None:
        self.process, self.guard = process, guard
        self.story = Story(process.start, opened_on)
        self.days_in: list[tuple[str, date, date]] = []
        self.last = 1

    def run(self, happened: Sequence[Happened], until: date) -> Story:
        waiting = list(happened)
        day = self.story.since
        while day <= until:
            while waiting and waiting[0][1] == day:
                if not self._happens(*waiting.pop(0)):
                    return self.story
            if not self._time_passes(day):
                self.story.refusal = (waiting[0][0] if waiting else self.last, "no_rest")
                return self.story
            day += timedelta(1)
        return self.story

    def _happens(self, number: int, day: date, name: str) -> bool:
        self.last = number
        if not name:
            if self.story.held:
                self._ask([place for place in self._leaving() if place in self.story.held], day)
            return True
        if None in self.story.held.values():
            self.story.refusal = (number, "held")
            return False
        candidates = [place for place in self._leaving() if self._move(place).on == name]
        truths = [self._truth(place, day) for place in candidates]
        for place, truth in zip(candidates, truths, strict=True):
            if truth is None:
                self.story.refusal = (number, "unknown")
                return False
            if truth:
                self._go(place, day, number)
                return True
        self.story.refusal = (number, "guard" if candidates else "state")
        return False

    def _time_passes(self, day: date) -> bool:
        """Return whether the day came to rest: a clock that has run out may lead round in a circle."""
        asked = 0
        while None not in self.story.held.values():
            due = [
                place
                for place in self._leaving()
                if not self._move(place).on and place not in self.story.held and self._is_up(place, day)
            ]
            if not due:
                return True
            if asked > len(self.process.moves):
                return False
            self._ask(due, day)
            asked += 1
        return True

    def _ask(self, places: list[int], day: date) -> None:
        asked: dict[int, Truth] = {}
        for place in places:
            if is_guarded(self._move(place)):
                asked[place] = self._truth(place, day)
        for place in places:
            truth = asked.get(place, True)
            if truth:
                self._go(place, day, None)
                return
            if truth is None:
                break
        self.story.held.update(asked)

    def _go(self, place: int, day: date, number: int | None) -> None:
        story, target = self.story, self._move(place).target
        self.days_in.append((story.state, story.since, day))
        story.taken.append((place, story.state, target, day, number))
        story.state, story.since, story.held = target, day, {}

    def _is_up(self, place: int, day: date) -> bool:
        move = self._move(place)
        if move.after is not None:
            assert isinstance(move.after, Constant)
            assert isinstance(move.after.value, Period)
            return (
                compare_elapsed(
                    self.story.since,
                    day,
                    move.after.value,
                    calendar=SEPTEMBER,
                    add_working_days=add_working_days,
                )
                >= 0
            )
        clock = self.process.clock(move.clock)
        assert clock is not None
        return self._has_run(clock, day)

    def _has_run(self, clock: Clock, day: date) -> bool:
        stretches: list[tuple[date, date]] = []
        for state, start, end in [*self.days_in, (self.story.state, self.story.since, day)]:
            if state in clock.reset:
                stretches = []
            if state in clock.states:
                stretches.append((start, end))
        assert isinstance(clock.limit, Constant)
        limit = clock.limit.value
        assert isinstance(limit, Period)
        if self.story.state not in clock.states:
            return False
        spells = merge([Spell(start, end) for start, end in stretches])
        if limit.family == "working_days":
            return sum(working_days_between(one.start, one.stop) for one in spells) >= limit.working_days
        if not spells:
            return not limit.measure()
        if len(spells) == 1 and spells[0].stop == day:
            return compare_elapsed(spells[0].start, day, limit) >= 0
        if limit.years or limit.months:
            return total_calendar(spells).measure() >= limit.measure()
        return total_days(spells) >= limit.days

    def _leaving(self) -> list[int]:
        return [place for place, move in enumerate(self.process.moves) if self.story.state in move.sources]

    def _move(self, place: int) -> Move:
        return self.process.moves[place]

    def _truth(self, place: int, day: date) -> Truth:
        return self.guard(place, day, self.last) if is_guarded(self._move(place)) else True
