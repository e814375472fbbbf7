"""Rotation for a million teachers: columns with reasons beside OpenFisca-Core's vectors without any.

    pip install 'xgxp-rules[bench,columns]'
    python benchmarks/nation.py DIRECTORY 1000000
    python benchmarks/openfisca.py DIRECTORY [ROUNDS]

OpenFisca works out whether somebody is due and whether that is deferred, as booleans, from ready vectors: the first day
of the running stay is given to it, unknown is its default value, and no reason is kept. A second figure adds what makes
those vectors from the frames, by the hand-written Polars program. The engine works the stay out of the postings, leaves
and absences, and gives status, outcome, possible outcomes, failed tests and open facts. All are timed in turn in one
run, over the same teachers; the answers about those of whom everything is known are compared.
"""

from __future__ import annotations

import statistics
import sys
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from beside import years_left
from by_hand import SIX_YEARS, stays
from nation import AS_OF
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from rosters import timed

import xgxp_rules as xr

MONTH = "2026-09"
LISTS = ("postings", "leaves", "absences")
Teacher: Any = build_entity(key="teacher", plural="teachers", label="Teacher", is_person=True)


class Sex(Enum):
    """What the law's tracks distinguish first."""

    male = "男"
    female = "女"


class Category(Enum):
    """What the law's tracks distinguish among women."""

    professional = "专业技术"
    manager = "管理"
    worker = "工勤"


def _input(name: str, kind: Any, **more: Any) -> type[Variable]:
    about = {"value_type": kind, "entity": Teacher, "definition_period": DateUnit.MONTH, **more}
    return type(name, (Variable,), about)


def _formula(name: str, formula: Any) -> type[Variable]:
    return _input(name, bool, formula=formula)


def system(at: dict[str, date]) -> TaxBenefitSystem:
    """Return the rotation rules as OpenFisca has them; `at` are the birth dates at which five years are left."""
    day = {track: np.datetime64(one, "D") for track, one in at.items()}

    def enough_years(teachers: Any, period: Any) -> Any:
        return teachers("stay_began", period) <= np.datetime64(SIX_YEARS, "D")

    def enough_left(teachers: Any, period: Any) -> Any:
        born = teachers("born_on", period)
        worker = teachers("post_category", period) == Category.worker
        women = np.where(worker, born >= day["F50"], born >= day["F55"])
        return np.where(teachers("sex", period) == Sex.male, born >= day["M60"], women)

    def basics(teachers: Any, period: Any) -> Any:
        in_post = teachers("in_post", period)
        return in_post * teachers("enough_years", period) * teachers("enough_left", period)

    def deferred(teachers: Any, period: Any) -> Any:
        either = teachers("sick", period) + teachers("nursing", period)
        return teachers("basics", period) * either

    def due(teachers: Any, period: Any) -> Any:
        return teachers("basics", period) * np.logical_not(teachers("deferred", period))

    made = TaxBenefitSystem([Teacher])
    made.add_variables(
        _input("born_on", date, default_value=date(1900, 1, 1)),
        _input("stay_began", date, default_value=date(2999, 1, 1)),
        _input("sex", Enum, possible_values=Sex, default_value=Sex.female),
        _input("post_category", Enum, possible_values=Category, default_value=Category.professional),
        *(_input(name, bool) for name in ("in_post", "sick", "nursing")),
        *(_formula(one.__name__, one) for one in (enough_years, enough_left, basics, deferred, due)),
    )
    return made


def vectors(frames: dict[str, pl.DataFrame]) -> dict[str, Any]:
    """Return the teachers as OpenFisca reads them, the first day of each stay worked out beforehand."""
    began = stays(frames["postings"].lazy()).collect()
    rows = frames["teachers"].join(began, on="id", how="left", maintain_order="left")
    flags = {"in_post": "in_post_on_establishment", "sick": "on_long_sick_leave", "nursing": "pregnant_or_nursing"}
    made: dict[str, Any] = {name: rows[column].fill_null(False).to_numpy() for name, column in flags.items()}
    made["born_on"] = rows["born_on"].fill_null(date(1900, 1, 1)).to_numpy().astype("datetime64[D]")
    made["stay_began"] = rows["stay"].fill_null(date(2999, 1, 1)).to_numpy().astype("datetime64[D]")
    made["sex"] = Sex.encode(_places(rows["sex"], Sex))
    made["post_category"] = Category.encode(_places(rows["post_category"], Category))
    return made


def _places(words: pl.Series, kind: type[Enum]) -> Any:
    values = [one.value for one in kind]
    return words.replace_strict(values, range(len(values)), default=0, return_dtype=pl.Int16).to_numpy()


def main() -> None:
    """Compare, then time."""
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 5
    catalog = xr.Catalog()
    policy = catalog.in_force("xinjiang.mulei.xgxp", AS_OF)
    frames = {name: pl.read_parquet(folder / name / "0.parquet") for name in ("teachers", *LISTS)}
    lists = {name: frames[name] for name in LISTS}
    rules, given = system(years_left(catalog)), vectors(frames)

    def engine() -> pl.DataFrame:
        return policy.decide_frame(
            frames["teachers"], as_of=AS_OF, decisions=["rotation"], complete=LISTS, check=False, **lists
        )

    def openfisca(given: dict[str, Any] = given) -> tuple[Any, Any]:
        simulation = SimulationBuilder().build_default_simulation(rules, frames["teachers"].height)
        for name, values in given.items():
            simulation.set_input(name, MONTH, values)
        return simulation.calculate("due", MONTH), simulation.calculate("deferred", MONTH)

    _compare(frames["teachers"], engine(), openfisca())
    ways = {"engine": engine, "vectors": openfisca, "frames": lambda: openfisca(vectors(frames))}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _round in range(rounds):
        for name, way in ways.items():
            times[name].append(timed(way))
    median = {name: [statistics.median(one) for one in zip(*each, strict=True)] for name, each in times.items()}
    print(f"rotation of {frames['teachers'].height} teachers by the engine: {median['engine'][0]:.2f} s")
    for name in ("vectors", "frames"):
        wall, used = (median["engine"][place] / median[name][place] for place in (0, 1))
        print(f"OpenFisca from {name} {median[name][0]:.2f} s: {wall:.1f}x wall, {used:.1f}x processor")


def _compare(teachers: pl.DataFrame, mine: pl.DataFrame, theirs: tuple[Any, Any]) -> None:
    """Print how many teachers of whom all is known get another answer, those whose leave bridges a hole among them."""
    asked = ("sex", "born_on", "post_category", "in_post_on_establishment")
    flags = ("on_long_sick_leave", "pregnant_or_nursing")
    known = teachers.select(pl.all_horizontal(pl.col(*asked, *flags).is_not_null())).to_series()
    due, deferred = (pl.Series(one) for one in theirs)
    words = pl.DataFrame({"due": due, "deferred": deferred}).select(
        pl.when("deferred").then(pl.lit("deferred")).when("due").then(pl.lit("due")).otherwise(pl.lit("not_due"))
    )
    differs = (words.to_series() != mine["rotation.outcome"]) & known
    print(f"{known.sum()} teachers of whom all is known, {differs.sum()} with another answer")


if __name__ == "__main__":
    main()
