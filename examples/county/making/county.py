"""A county while being made: its schools and people, the rows of its tables, and the one source of chance."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

SEED = 20260901
TODAY = date(2026, 9, 1)
"""The day on which the tables are up to date: the first of a school year."""
Row = dict[str, str]


@dataclass(frozen=True)
class School:
    """One school: how many teachers it has, and what the county says of it."""

    id: str
    name: str
    stage: str
    region: str
    cluster: str
    teachers: int
    good: bool = False
    weak: bool = False
    pupils_each: float = 13.0
    classes: int = 12


SCHOOLS = (
    School("S01", "样县一中", "完全中学", "城区", "城区学区", 46, good=True, classes=30),
    School("S02", "样县二中", "初中", "城区", "城区学区", 36, classes=24),
    School("S03", "样县实验小学", "小学", "城区", "城区学区", 42, good=True, pupils_each=18.5, classes=30),
    School("S04", "样县第二小学", "小学", "城区", "城区学区", 32, pupils_each=17.5, classes=22),
    School("S05", "样县幼儿园", "幼儿园", "城区", "城区学区", 20, good=True, pupils_each=11.0, classes=9),
    School("S06", "样县职业学校", "中职", "城区", "城区学区", 24, classes=14),
    School("S07", "东河镇中学", "九年一贯制", "镇区", "东片学区", 28, classes=18),
    School("S08", "东河镇小学", "小学", "镇区", "东片学区", 22, pupils_each=15.0, classes=12),
    School("S09", "西岭乡中心校", "九年一贯制", "乡镇", "西片学区", 20, weak=True, pupils_each=9.0, classes=9),
    School("S10", "南沟乡小学", "小学", "乡镇", "西片学区", 14, weak=True, pupils_each=8.0, classes=6),
    School("S11", "北滩乡小学", "小学", "乡村", "东片学区", 11, weak=True, pupils_each=7.0, classes=6),
    School("S12", "北滩乡教学点", "小学", "乡村", "东片学区", 5, weak=True, pupils_each=5.0, classes=3),
)
SUBJECTS = {
    "幼儿园": ("学前教育",),
    "小学": ("语文", "数学", "英语", "科学", "道德与法治", "体育", "音乐", "美术"),
    "初中": ("语文", "数学", "英语", "物理", "化学", "生物学", "历史", "地理", "道德与法治", "体育"),
    "高中": ("语文", "数学", "英语", "物理", "化学", "生物学", "历史", "地理", "思想政治", "体育"),
    "中职": ("语文", "数学", "机械", "电子", "会计", "学前教育"),
}
NEAR = {
    "幼儿园": ("幼儿园", "小学"),
    "小学": ("小学", "九年一贯制"),
    "初中": ("初中", "九年一贯制", "完全中学"),
    "高中": ("完全中学", "初中", "九年一贯制"),
    "中职": ("中职", "初中", "完全中学"),
}
"""At which kinds of school somebody may have taught before, by the stage taught today."""
UNDEFINED = ("不能胜任教育教学", "能力与任职条件不匹配", "不能胜任岗位职责", "严重失德且影响恶劣", "违法乱纪")


@dataclass
class Person:
    """One invented teacher while being made."""

    id: str
    school: School
    sex: str
    born: date
    started: date
    stage: str
    category: str = "专业技术"
    cells: Row = field(default_factory=dict)
    lacking: list[str] = field(default_factory=list)
    moved_here: date = TODAY

    def age_on(self, day: date) -> int:
        """Return the full years lived on a day."""
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))


class County:
    """One county; every choice comes from one seeded source."""

    def __init__(self) -> None:
        self.dice = random.Random(SEED)
        self.people: list[Person] = []
        self.rows: dict[str, list[Row]] = {}

    def chance(self, of: float) -> bool:
        """Return whether something of this probability happens."""
        return self.dice.random() < of

    def add(self, table: str, person: Person, **cells: object) -> None:
        """Add a row about a person to a table; cells without a value stay empty."""
        shown = {name: _cell(value) for name, value in cells.items() if value is not None}
        self.rows.setdefault(table, []).append({"教师": person.id, **shown})

    def pick(self, count: int, *, women: bool = False, under: int = 60) -> list[Person]:
        """Return people to whom nothing special has happened yet."""
        free = [
            one
            for one in self.people
            if not one.cells.get("现任岗位") and (one.sex == "女" or not women) and one.age_on(TODAY) < under
        ]
        chosen = self.dice.sample(free, count)
        for one in chosen:
            one.cells["现任岗位"] = f"{one.cells['学科']}教师"
        return chosen


def _cell(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
