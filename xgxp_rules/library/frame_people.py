"""Everybody of a roster as records, for decisions that meet other people: places among them, sets of them, mentors.

The rows are the roster; whether it is whole is the caller's to say. A row that is no record that can be true is left
out, and then the roster is not known to be whole: whoever is missing may have any place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from xgxp_rules.diagnostics import RecordError
from xgxp_rules.engines.peers import Peers
from xgxp_rules.library.frame_records import RecordReader
from xgxp_rules.library.rosters import local_reader
from xgxp_rules.model.records import Records, Teacher, check_against
from xgxp_rules.model.records.others import MOST_RECORDS, TOO_MANY
from xgxp_rules.model.vocabulary import fold_name

if TYPE_CHECKING:
    from xgxp_rules.engines.columnar.inputs import Inputs
    from xgxp_rules.library.frames import FrameWork

ABOUT = "teacher"
_NAMES = ("teachers", "teacher", "教师")


def names_everybody(name: str) -> bool:
    """Return whether a name among those of complete lists says that the roster itself is whole."""
    return fold_name(name) in _NAMES


def everybody(work: FrameWork, kind: Callable[..., Records] = Peers, *, is_whole: bool) -> Records:
    """Return everybody of a roster and the schools, as records that a decision may meet.

    Raises:
        RecordError: there are more people than can be compared one by one.
    """
    ids = _ids(work.inputs)
    reader = RecordReader(work)
    reader.fetch(ids)
    local = local_reader(work.policy, work.as_of)
    sound = [record for one in ids if (record := _sound(reader.read.get(one), work, local)) is not None]
    schools = work.inputs.school_records
    bodies: Iterable[Any] = schools or ()
    whole = [
        *([ABOUT] if is_whole and len(sound) == len(ids) else []),
        *(["school"] if schools is not None else []),
    ]
    return kind((*sound, *bodies), complete=whole)


def _ids(inputs: Inputs) -> list[Any]:
    """Return everybody's id, in the order of the roster's rows."""
    import narwhals as nw

    from xgxp_rules.engines.columnar.roster import ID

    backend = inputs.backend
    rows = backend.numbered(inputs.teachers.rows.select(nw.col(inputs.id).alias(ID)), ID).sort("row")
    found = [one for (one,) in backend.rows(rows.select(ID).head(MOST_RECORDS + 1))]
    if len(found) > MOST_RECORDS:
        raise RecordError.of(TOO_MANY, limit=MOST_RECORDS)
    return found


def _sound(record: Teacher | RecordError | None, work: FrameWork, local: Callable[[Any], Any]) -> Teacher | None:
    if record is None or isinstance(record, RecordError) or check_against(record, work.as_of):
        return None
    try:
        local(record)
    except RecordError:
        return None
    return record


__all__ = ["ABOUT", "everybody", "names_everybody"]
