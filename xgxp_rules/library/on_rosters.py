"""What a policy version is asked about a whole roster: quotas over records, and decisions and quotas over frames.

The questions are methods of `Policy`; how they are answered stands in `rosters` and `frames`, imported when asked.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import UsageError, diagnose, register
from xgxp_rules.engines.decision import Decision
from xgxp_rules.engines.program import Program
from xgxp_rules.model.records import Record
from xgxp_rules.spans import Span

if TYPE_CHECKING:
    from xgxp_rules.library.policy import Policy
    from xgxp_rules.model.quota_report import QuotaResult


NO_ROWS = register(
    "XG894",
    zh="`rows` 是每次的人数，不能是 {count}",
    en="`rows` is how many teachers a piece holds and cannot be {count}",
    mend_zh="请写大于零的数，或不写",
    mend_en="Write a number above nothing, or none",
    exit=2,
)


class OnRosters(ABC):
    """The questions to a policy version that are about many people at once."""

    @abstractmethod
    def under(self, readings: Mapping[str, str]) -> Policy:
        """Return the version with these choices of ambiguous passages; itself where they are none or its own."""

    @abstractmethod
    def program_on(self, decision: str, as_of: date) -> Program:
        """Return a decision compiled for a day."""

    def quotas(
        self,
        records: Iterable[Record],
        *,
        as_of: date,
        groups: Iterable[Record] = (),
        readings: Mapping[str, str] | None = None,
    ) -> tuple[QuotaResult, ...]:
        """Return what each quota comes to, for every group of a roster, on a day.

        `records` is the whole roster: whoever is not in it is not counted. `groups` are the records of the bodies that
        it is split by (schools), for conditions and bounds that speak of them, and so that one without members is seen.

        Raises:
            UsageError: there is no such reading, or the policy has no quota.
            RecordError: a record cannot be true on that day, or has fields nobody knows.
        """
        from xgxp_rules.library.rosters import quotas_of

        return quotas_of(self.under(readings or {}), tuple(records), tuple(groups), as_of)

    def decide_frame(
        self,
        teachers: Any,
        *,
        as_of: date,
        decisions: Iterable[str] | None = None,
        id: str = "id",
        complete: Iterable[str] = (),
        schools: Any = None,
        names: Mapping[str, str] | None = None,
        readings: Mapping[str, str] | None = None,
        check: bool = True,
        **lists: Any,
    ) -> Any:
        """Return every decision about each teacher of a roster, as columns of the caller's own kind of frame.

        `teachers` is a Polars, DuckDB or PySpark frame, or one in memory that Narwhals knows (pandas, PyArrow), with
        one row for each teacher; `lists` are long frames of the same kind, by the name of the list they hold
        (`postings=`, `任职经历=`), each with the teacher's id. Columns are called by id or
        Chinese label; `names` says what others mean. A teacher without rows in a long frame has an empty list only if
        `complete` names that list (or a column `postings.complete` says so); otherwise the list is unknown. It may name
        `teachers` too: then these rows are everybody, for places and sets of people. `schools`
        are the schools that the lists refer to. The columns of a decision are named `rotation.status` and so on. A row
        that cannot be true (a spell that ends before it begins) has the status `rejected`, and the codes of its
        problems as its reason; with `check=False` nobody looks for such rows.

        Raises:
            UsageError: a decision, list or frame is not known, or the extra `columns` is not installed.
            Unsupported: a decision cannot be worked out for a roster; said before any data are read.
            RecordError: ids stand more than once.
        """
        from xgxp_rules.library.frame_kinds import several, taken
        from xgxp_rules.library.frames import Given, decide_frame

        given, back = taken(Given(teachers, lists, id, several(complete), schools, names or {}, check))
        return back(decide_frame(self.under(readings or {}), given, as_of, decisions))

    def decide_frames(
        self,
        teachers: Any,
        *,
        as_of: date,
        decisions: Iterable[str] | None = None,
        id: str = "id",
        complete: Iterable[str] = (),
        schools: Any = None,
        names: Mapping[str, str] | None = None,
        readings: Mapping[str, str] | None = None,
        check: bool = True,
        rows: int | None = None,
        **lists: Any,
    ) -> Iterator[Any]:
        """Yield what `decide_frame` returns in pieces of so many teachers, so that memory stays flat.

        By default a piece is of half a million with their lists, of a million where there are none.

        The pieces are stretches of ids, in their order. Scans of files in the order of their ids are read once in all;
        other files are parted once into a temporary folder (without lists, from where their ids cease to rise).

        Raises:
            UsageError, Unsupported, RecordError: as `decide_frame`.
        """
        from xgxp_rules.library.frame_chunks import decide_frames
        from xgxp_rules.library.frame_kinds import as_it_is, several, taken
        from xgxp_rules.library.frames import Given

        if rows is not None and rows < 1:
            raise UsageError([diagnose(NO_ROWS, Span.none(), count=rows)])
        given, back = taken(Given(teachers, lists, id, several(complete), schools, names or {}, check))
        pieces = decide_frames(self.under(readings or {}), given, as_of, decisions, rows)
        return pieces if back is as_it_is else (back(one) for one in pieces)

    def decide_row(
        self,
        decision: str,
        teacher: Any,
        teachers: Any,
        *,
        as_of: date,
        id: str = "id",
        complete: Iterable[str] = (),
        schools: Any = None,
        names: Mapping[str, str] | None = None,
        **lists: Any,
    ) -> Decision:
        """Return the decision about one row of a roster's frames, by its id: made anew by the interpreter, to explain.

        Raises:
            UsageError: as `decide_frame`.
            RecordError: there is no such row, or it is no record that can be true.
        """
        from xgxp_rules.library.frame_kinds import several, taken
        from xgxp_rules.library.frames import Given, decide_row

        given, _ = taken(Given(teachers, lists, id, several(complete), schools, names or {}))
        return decide_row(self.under({}), given, as_of, decision, teacher)

    def frame_tests(self, decision: str, *, as_of: date) -> tuple[tuple[str, str], ...]:
        """Return the tests behind the bits of `failed`, the lowest first: where each stands, and its words.

        Raises:
            UsageError: there is no such decision.
        """
        from xgxp_rules.engines.columnar.settling import tests_in

        asked = tests_in(self.program_on(decision, as_of))
        return tuple((one.of, f"{one.test.fact.name}: {one.test.text}") for one in asked)

    def quotas_frame(
        self,
        teachers: Any,
        *,
        as_of: date,
        id: str = "id",
        complete: Iterable[str] = (),
        schools: Any = None,
        names: Mapping[str, str] | None = None,
        readings: Mapping[str, str] | None = None,
        check: bool = True,
        **lists: Any,
    ) -> tuple[tuple[QuotaResult, ...], Any]:
        """Return what each quota comes to for a roster in frames, and a frame of which teacher counts as what.

        Frames are as for `decide_frame`; quotas of schools count those in `schools`. The results name no teacher: the
        frame has, for each quota, the columns `.base`, `.counted` and `.could` (in the base, and not or not surely
        counted), null where that is not known, `.relative` where the shares are of other people, `.missing` (the ids of
        the facts that would settle it, joined by `|`), and `.group` where a quota is kept by groups: empty where
        somebody may be in several. Where a quota does not speak of a group, nobody in it counts.

        Raises:
            UsageError: as `decide_frame`, or the policy has no quota.
            Unsupported: a quota cannot be counted in columns.
            RecordError: ids stand more than once, or a row that only the interpreter can read is not sound.
        """
        from xgxp_rules.library.frame_kinds import several, taken
        from xgxp_rules.library.frame_quotas import quotas_frame
        from xgxp_rules.library.frames import Given

        given, back = taken(Given(teachers, lists, id, several(complete), schools, names or {}, check))
        results, members = quotas_frame(self.under(readings or {}), given, as_of)
        return results, back(members)
