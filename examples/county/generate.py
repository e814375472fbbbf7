"""Makes the sample county: 300 invented teachers in 12 invented schools, with dated histories, as CSV tables.

Run `python examples/county/generate.py` to write the tables anew, or with a folder's name to write them there. The seed
is fixed, so the tables come out byte for byte the same; a test holds them against this program. Nobody in them exists.
"""

from __future__ import annotations

import csv
import io
import random
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

SEED = 20260901
TODAY = date(2026, 9, 1)
"""The day on which the tables are up to date: the first of a school year."""

HERE = Path(__file__).resolve().parent
Row = dict[str, str]
Tables = dict[str, tuple[tuple[str, ...], list[Row]]]


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
    """Makes one county; every choice comes from one seeded source."""

    def __init__(self) -> None:
        self.dice = random.Random(SEED)
        self.people: list[Person] = []
        self.rows: dict[str, list[Row]] = {}

    def tables(self) -> Tables:
        """Return every table by name, each with its columns and rows."""
        self._people()
        for person in self.people:
            self._history(person)
        self._offices()
        self._special_cases()
        self._exchanges()
        self._gaps()
        return self._laid_out()

    def _chance(self, of: float) -> bool:
        return self.dice.random() < of

    def _add(self, table: str, person: Person, **cells: object) -> None:
        shown = {name: _cell(value) for name, value in cells.items() if value is not None}
        self.rows.setdefault(table, []).append({"教师": person.id, **shown})

    # People

    def _people(self) -> None:
        number = 0
        for school in SCHOOLS:
            for _ in range(school.teachers):
                number += 1
                self.people.append(self._person(f"T{number:03}", school))

    def _person(self, id: str, school: School) -> Person:
        women = 0.95 if school.stage == "幼儿园" else 0.7 if school.stage == "小学" else 0.55
        sex = "女" if self._chance(women) else "男"
        age = min(58 if sex == "男" else 54, max(23, round(self.dice.gauss(40, 9))))
        born = date(TODAY.year - age, self.dice.randint(1, 12), self.dice.randint(1, 28))
        if born > date(TODAY.year - age, TODAY.month, TODAY.day):
            born = born.replace(year=born.year - 1)
        start_age = self.dice.choice((21, 22, 22, 22, 23, 23, 24, 25))
        started = min(date(born.year + start_age, 9, 1), date(TODAY.year - 1, 9, 1))
        person = Person(id, school, sex, born, started, self._stage(school))
        person.cells["学科"] = self.dice.choice(SUBJECTS[person.stage])
        if self._chance(0.03):
            person.category = self.dice.choice(("管理", "工勤"))
        return person

    def _stage(self, school: School) -> str:
        if school.stage == "完全中学":
            return self.dice.choice(("初中", "高中", "高中"))
        if school.stage == "九年一贯制":
            return self.dice.choice(("小学", "初中"))
        return school.stage

    # Histories

    def _history(self, person: Person) -> None:
        self._postings(person)
        self._titles(person)
        self._appraisals(person)
        self._registrations(person)
        self._leaves(person)
        self._classes(person)
        self._facts(person)

    def _postings(self, person: Person) -> None:
        """Give two or three schools at most, the last one today's; moves fall on the first of a school year."""
        years = TODAY.year - person.started.year
        stay = min(years, max(1, round(self.dice.expovariate(1 / 7.0))))
        starts, first = [], person.started.year
        while first < TODAY.year - stay:
            starts.append(first)
            first += self.dice.randint(3, 12)
        starts = [*starts[-2:], TODAY.year - stay]
        starts[0] = person.started.year
        person.moved_here = date(starts[-1], 9, 1)
        before = person.school
        for place, year in enumerate(starts):
            last = place == len(starts) - 1
            others = [one for one in SCHOOLS if one not in (before, person.school) and _fits(one, person)]
            school = person.school if last else self.dice.choice(others or [person.school])
            end = None if last else date(starts[place + 1], 8, 31)
            post = f"{person.cells['学科']}教师"
            self._add("任职经历", person, 学校=school.name, 自=date(year, 9, 1), 至=end, 岗位=post)
            before = school

    def _titles(self, person: Person) -> None:
        """Give the titles that somebody of this age is likely to have, one after the other."""
        worked = TODAY.year - person.started.year
        person.cells["学历"] = self.dice.choice(("大专", "本科", "本科", "本科", "本科", "硕士"))
        ladder = (
            ("初级", "二级教师", 1),
            ("中级", "一级教师", 7),
            ("副高", "高级教师", 15),
            ("正高", "正高级教师", 27),
        )
        chances = (1.0, 0.85, 0.5, 0.06)
        for (level, name, after), chance in zip(ladder, chances, strict=True):
            got = person.started.year + after + self.dice.randint(0, 3)
            if got >= TODAY.year or not self._chance(chance):
                break
            self._add("职称", person, 日期=date(got, 12, self.dice.randint(1, 28)), 等级=level, 名称=name)
            person.cells["职称等级"] = level
            if worked > after + 2:
                appointed = date(got + 1, 9, 1)
        if "职称等级" in person.cells and worked > 3:
            level = person.cells["职称等级"]
            appointed = date(min(TODAY.year - 1, person.started.year + 4 + self.dice.randint(0, 10)), 9, 1)
            held = level if self._chance(0.85) else {"正高": "副高", "副高": "中级"}.get(level, level)
            self._add(
                "岗位聘用",
                person,
                学校=person.school.name,
                岗位=person.cells["学科"],
                岗位类别=person.category,
                等级=held,
                自=max(appointed, person.moved_here),
            )

    def _appraisals(self, person: Person) -> None:
        for year in range(max(person.started.year, 2021), TODAY.year):
            if year == person.started.year:
                grade = "不定等次"
            else:
                grade = self.dice.choices(("优秀", "合格", "基本合格", "不合格", "不定等次"), (15, 79, 2, 1, 3))[0]
            self._add("年度考核", person, 年度=year, 等次=grade)

    def _registrations(self, person: Person) -> None:
        """Register every five years; few are deferred, failed or late."""
        first = person.started.year + 1 + self.dice.randint(0, 4)
        for year in range(max(first, 2014 + first % 5), TODAY.year + 1, 5):
            result = self.dice.choices(("合格", "暂缓注册", "不合格", "逾期未注册"), (94, 3, 1, 2))[0]
            self._add("资格注册", person, 日期=date(year, 6, self.dice.randint(5, 25)), 结论=result)

    def _leaves(self, person: Person) -> None:
        for _ in range(self.dice.choice((0, 0, 1, 1, 2))):
            first = date(self.dice.randint(max(2021, person.started.year + 1), 2026), self.dice.randint(1, 6), 5)
            kind = self.dice.choice(("病假", "事假", "事假", "婚假" if person.age_on(first) < 34 else "事假"))
            self._add("请假", person, 类型=kind, 自=first, 至=first + timedelta(self.dice.randint(1, 12)))

    def _classes(self, person: Person) -> None:
        if person.category == "专业技术" and self._chance(0.45) and person.moved_here.year < TODAY.year:
            first = self.dice.randint(person.moved_here.year, TODAY.year - 1)
            end = None if self._chance(0.5) else date(min(TODAY.year, first + self.dice.randint(1, 3)), 8, 31)
            group = f"{self.dice.randint(1, 6)}年级{self.dice.randint(1, 4)}班"
            rating = self.dice.choice(("合格", "合格", "优秀"))
            school = person.school.name
            self._add("班主任经历", person, 学校=school, 班级=group, 评价=rating, 自=date(first, 9, 1), 至=end)

    def _facts(self, person: Person) -> None:
        backbone = 0.3 if person.cells.get("职称等级") in ("副高", "正高") else 0.1
        person.cells |= {
            "在编在职": "是",
            "长期病假": "否",
            "孕期至哺乳期": "否",
            "骨干教师": "是" if self._chance(backbone) else "否",
            **dict.fromkeys(UNDEFINED, "否"),
        }

    # Offices

    def _offices(self) -> None:
        """Give each school a head and the larger ones deputies, and the county four researchers of teaching."""
        for school in SCHOOLS:
            staff = sorted((one for one in self.people if one.school == school), key=lambda one: (one.born, one.id))
            leaders = staff[2 : 3 + (school.teachers > 20) + (school.teachers > 40)]
            for place, person in enumerate(leaders):
                post = "校长" if place == 0 else "副校长"
                first = max(person.moved_here, date(TODAY.year - self.dice.choice((1, 3, 5, 9)), 9, 1))
                self._add("校长任职", person, 学校=school.name, 职务=post, 届次=1, 自=first)
                person.cells["现任岗位"] = post
        for person in self.dice.sample([one for one in self.people if one.age_on(TODAY) > 40], 4):
            subject = person.cells["学科"]
            first = date(TODAY.year - self.dice.choice((3, 8, 9)), 9, 1)
            self._add("教研员聘任", person, 学科=subject, 级别="县级", 专职="否", 自=max(first, person.moved_here))

    # What happens to few

    def _special_cases(self) -> None:
        self._mothers()
        self._sick()
        self._away()
        self._disputed_posts()
        self._sanctioned()
        self._judged()
        for person in self._pick(6):
            person.cells["在编在职"] = "否"
            person.cells["现任岗位"] = "编外代课"

    def _pick(self, count: int, *, women: bool = False, under: int = 60) -> list[Person]:
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

    def _mothers(self) -> None:
        for person in self._pick(11, women=True, under=40):
            certified = date(2025, 1, 1) + timedelta(self.dice.randint(0, 560))
            born = certified + timedelta(215)
            person.cells["孕期至哺乳期"] = "是" if born > date(TODAY.year - 1, TODAY.month, TODAY.day) else "否"
            self._add("孕产", person, 证明日期=certified, 出生日期=born if born < TODAY else None)
            if born < TODAY:
                first = born - timedelta(15)
                self._add("请假", person, 类型="产假", 自=first, 至=first + timedelta(157))

    def _sick(self) -> None:
        for person in self._pick(5):
            first = date(2025, 9, 1) + timedelta(self.dice.randint(0, 150))
            person.cells["长期病假"] = "是"
            self._add("请假", person, 类型="病假", 自=first)

    def _away(self) -> None:
        for person in self._pick(12):
            first = max(date(self.dice.randint(2020, 2025), 9, 1), person.moved_here)
            kind = self.dice.choice(("借调", "支教", "支教", "挂职"))
            end = date(first.year + self.dice.choice((1, 2)), 8, 31)
            where = self.dice.choice(("样县教育局", "邻县", "样县教研室"))
            self._add("离岗经历", person, 类型=kind, 去向=where, 自=first, 至=_later(end))
        for person in self._pick(6, under=45):
            first = max(date(self.dice.randint(2021, 2024), 9, 1), person.moved_here)
            end = date(first.year + 1, 7, 15)
            if end < TODAY:
                self._add("进修经历", person, 单位="样市师范学院", 类型="脱产进修", 自=first, 至=end)

    def _disputed_posts(self) -> None:
        """Some were offered another post; a few are waiting for one, two of them for more than a year."""
        for answer in ("同意", "同意", "同意", "不同意", "不同意", "未答复", "未答复"):
            [person] = self._pick(1)
            on = date(2025, self.dice.randint(3, 12), self.dice.randint(1, 28))
            answered = None if answer == "未答复" else on + timedelta(self.dice.randint(3, 15))
            to = self.dice.choice(("图书管理员", "实验员", "后勤管理员"))
            self._add(
                "岗位调整意见",
                person,
                日期=on,
                拟调岗位=to,
                学校=person.school.name,
                答复=answer,
                答复日期=answered,
            )
        for first in (date(2025, 5, 12), date(2025, 9, 1), date(2026, 3, 2), date(2026, 7, 13)):
            [person] = self._pick(1)
            self._add("待岗经历", person, 自=first)
        [person] = self._pick(1)
        self._add("待岗经历", person, 自=date(2024, 9, 2), 至=date(2025, 1, 10), 结束方式="聘用")

    def _sanctioned(self) -> None:
        for kind in ("警告", "记过", "通报"):
            [person] = self._pick(1)
            on = date(2024, self.dice.randint(2, 11), self.dice.randint(1, 28))
            self._add("处分", person, 日期=on, 种类=kind, 事由="样例", 解除日期=on + timedelta(365))

    def _judged(self) -> None:
        for name in UNDEFINED[:3]:
            [person] = self._pick(1)
            person.cells[name] = "是"

    def _exchanges(self) -> None:
        """Send some of those who have been in town for six years out to the townships on the first of the year."""
        long_there = [
            one
            for one in self.people
            if one.school.region == "城区" and one.moved_here <= date(2020, 9, 1) and one.age_on(TODAY) < 52
        ]
        for person in sorted(self.dice.sample(long_there, 9), key=lambda one: one.id):
            self._add("交流派出", person, 日期=TODAY, 去向=self.dice.choice(("乡镇学校", "薄弱学校")))
        earlier = [one for one in self.people if one.moved_here <= date(2018, 9, 1)]
        for person in sorted(self.dice.sample(earlier, 14), key=lambda one: one.id):
            year = self.dice.randint(2022, 2024)
            back = date(year + 2, 8, 31) if self._chance(0.8) else date(year + 1, 8, 31)
            self._add("交流派出", person, 日期=date(year, 9, 1), 返回日=back, 去向="乡镇学校")

    # What the files do not say

    def _gaps(self) -> None:
        """Leave out what real files lack: a day, a flag, a whole list."""
        for row in self.dice.sample(self.rows["任职经历"], 12):
            row["自"] = row["自"][:7]
        for name, count in (("长期病假", 9), ("孕期至哺乳期", 9), ("骨干教师", 6), ("岗位类别", 2)):
            for person in self.dice.sample(self.people, count):
                person.cells[name] = ""
        for person in self.dice.sample(self.people, 3):
            person.cells["出生日期"] = person.born.isoformat()[:7]
        for name, count in (("任职经历", 7), ("年度考核", 5), ("资格注册", 6), ("岗位调整意见", 4)):
            for person in self.dice.sample(self.people, count):
                person.lacking.append(name)
                self.rows[name] = [row for row in self.rows[name] if row["教师"] != person.id]

    # Tables

    def _laid_out(self) -> Tables:
        tables: Tables = {"学校": _school_table(), "教师": self._teacher_table()}
        for name, columns in LISTS.items():
            rows = sorted(self.rows.get(name, []), key=lambda row: (row["教师"], row[columns[0]]))
            tables[name] = (("教师", *columns), rows)
        tables["认定"] = self._judgements()
        complete = [{"表": name, "完整": "是", "政策": FOR.get(name, ""), "说明": NOTE} for name in LISTS]
        judged = {"表": "认定", "每人一行": "是", "政策": FOR["认定"], "说明": "由有权单位认定的几项"}
        tables["表"] = (("表", "完整", "每人一行", "政策", "说明"), [*complete, judged])
        return tables

    def _judgements(self) -> tuple[tuple[str, ...], list[Row]]:
        rows = [{"教师": one.id, **{name: one.cells[name] for name in UNDEFINED}} for one in self.people]
        return ("教师", *UNDEFINED), rows

    def _teacher_table(self) -> tuple[tuple[str, ...], list[Row]]:
        columns = (
            *("编号", "姓名", "性别", "出生日期", "参加工作日期", "聘用日期", "岗位类别", "在编在职"),
            *("学段", "学科", "学历", "职称等级", "现任岗位", "骨干教师", "长期病假", "孕期至哺乳期", "缺表"),
        )
        rows = []
        for person in self.people:
            started = person.started.isoformat()
            known = {"编号": person.id, "姓名": f"教师{person.id[1:]}", "性别": person.sex}
            known |= {"出生日期": person.born.isoformat(), "参加工作日期": started, "聘用日期": started}
            known |= {"岗位类别": person.category, "学段": person.stage, "缺表": "、".join(person.lacking)}
            rows.append({name: cell for name, cell in {**known, **person.cells}.items() if name in columns})
        return columns, rows


LISTS: dict[str, tuple[str, ...]] = {
    "任职经历": ("自", "至", "学校", "岗位"),
    "年度考核": ("年度", "等次"),
    "资格注册": ("日期", "结论"),
    "请假": ("自", "至", "类型"),
    "离岗经历": ("自", "至", "类型", "去向"),
    "进修经历": ("自", "至", "单位", "类型"),
    "校长任职": ("自", "至", "学校", "职务", "届次"),
    "班主任经历": ("自", "至", "学校", "班级", "评价"),
    "教研员聘任": ("自", "至", "学科", "级别", "专职"),
    "待岗经历": ("自", "至", "结束方式"),
    "岗位调整意见": ("日期", "拟调岗位", "学校", "答复", "答复日期"),
    "处分": ("日期", "种类", "事由", "解除日期"),
    "职称": ("日期", "等级", "名称"),
    "岗位聘用": ("自", "至", "学校", "岗位", "岗位类别", "等级"),
    "孕产": ("证明日期", "出生日期", "终止日期"),
    "旷工经历": ("自", "至"),
    "交流派出": ("日期", "返回日", "去向"),
}
"""The tables with a row for each entry, and their columns after the first."""

FOR = {
    "旷工经历": "national.personnel、xinjiang.mulei.xgxp",
    "交流派出": "xinjiang.mulei",
    "认定": "xinjiang.mulei.xgxp",
}
"""Tables of facts that only certain policies know."""

NOTE = "没有行的人就是没有；个别人的登记不全，见教师表“缺表”一列"


def _fits(school: School, person: Person) -> bool:
    """Return whether somebody of this stage may have taught at a school before."""
    return school.stage in NEAR[person.stage]


def _later(end: date) -> date | None:
    """Return the last day of an absence, or none while it runs on."""
    return end if end < TODAY else None


def _cell(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _flag(value: bool) -> str:
    return "是" if value else "否"


def _school_table() -> tuple[tuple[str, ...], list[Row]]:
    columns = (
        *("编号", "名称", "学段", "地域", "学区", "优质学校", "薄弱学校", "学生数", "班级数"),
        *("编制数", "在编教职工数", "专任教师数", "高级岗位数", "中级岗位数", "初级岗位数"),
    )
    rows = []
    for one in SCHOOLS:
        posts = one.teachers + one.teachers // 12
        pupils = round(one.teachers * one.pupils_each)
        named = {"编号": one.id, "名称": one.name, "学段": one.stage, "地域": one.region, "学区": one.cluster}
        judged = {"优质学校": _flag(one.good), "薄弱学校": _flag(one.weak)}
        counts = {"学生数": pupils, "班级数": one.classes, "编制数": posts, "在编教职工数": one.teachers}
        senior, middle = posts * 3 // 10, posts * 2 // 5
        counts |= {"专任教师数": one.teachers, "高级岗位数": senior, "中级岗位数": middle}
        counts |= {"初级岗位数": posts - senior - middle}
        rows.append({**named, **judged, **{name: str(count) for name, count in counts.items()}})
    return columns, rows


def written(columns: Iterable[str], rows: Iterable[Row]) -> bytes:
    """Return a table as CSV: UTF-8, lines that end in LF, nothing quoted that need not be."""
    text = io.StringIO()
    table = csv.DictWriter(text, list(columns), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()


def files() -> dict[str, bytes]:
    """Return the content of every table by its file's name."""
    return {f"{name}.csv": written(*table) for name, table in County().tables().items()}


def main() -> None:
    """Write the tables beside this program, or into the folder named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
