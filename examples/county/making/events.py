"""What happens to few: offices, leave and absence, disputes, sanctions, exchanges, and what the files do not say."""

from __future__ import annotations

from datetime import date, timedelta

from making.county import SCHOOLS, TODAY, UNDEFINED, County


def befall(county: County) -> None:
    """Let happen to some people what happens to few, and leave out of the files what real ones lack."""
    _offices(county)
    _special_cases(county)
    _exchanges(county)
    _gaps(county)


def _offices(county: County) -> None:
    """Give each school a head and the larger ones deputies, and the county four researchers of teaching."""
    for school in SCHOOLS:
        staff = sorted((one for one in county.people if one.school == school), key=lambda one: (one.born, one.id))
        leaders = staff[2 : 3 + (school.teachers > 20) + (school.teachers > 40)]
        for place, person in enumerate(leaders):
            post = "校长" if place == 0 else "副校长"
            first = max(person.moved_here, date(TODAY.year - county.dice.choice((1, 3, 5, 9)), 9, 1))
            county.add("校长任职", person, 学校=school.name, 职务=post, 届次=1, 自=first)
            person.cells["现任岗位"] = post
    for person in county.dice.sample([one for one in county.people if one.age_on(TODAY) > 40], 4):
        subject = person.cells["学科"]
        first = date(TODAY.year - county.dice.choice((3, 8, 9)), 9, 1)
        county.add("教研员聘任", person, 学科=subject, 级别="县级", 专职="否", 自=max(first, person.moved_here))


def _special_cases(county: County) -> None:
    _mothers(county)
    _sick(county)
    _away(county)
    _disputed_posts(county)
    _sanctioned(county)
    _judged(county)
    for person in county.pick(6):
        person.cells["在编在职"] = "否"
        person.cells["现任岗位"] = "编外代课"


def _mothers(county: County) -> None:
    for person in county.pick(11, women=True, under=40):
        certified = date(2025, 1, 1) + timedelta(county.dice.randint(0, 560))
        born = certified + timedelta(215)
        person.cells["孕期至哺乳期"] = "是" if born > date(TODAY.year - 1, TODAY.month, TODAY.day) else "否"
        county.add("孕产", person, 证明日期=certified, 出生日期=born if born < TODAY else None)
        if born < TODAY:
            first = born - timedelta(15)
            county.add("请假", person, 类型="产假", 自=first, 至=first + timedelta(157))


def _sick(county: County) -> None:
    for person in county.pick(5):
        first = date(2025, 9, 1) + timedelta(county.dice.randint(0, 150))
        person.cells["长期病假"] = "是"
        county.add("请假", person, 类型="病假", 自=first)


def _away(county: County) -> None:
    for person in county.pick(12):
        first = max(date(county.dice.randint(2020, 2025), 9, 1), person.moved_here)
        kind = county.dice.choice(("借调", "支教", "支教", "挂职"))
        end = date(first.year + county.dice.choice((1, 2)), 8, 31)
        where = county.dice.choice(("样县教育局", "邻县", "样县教研室"))
        county.add("离岗经历", person, 类型=kind, 去向=where, 自=first, 至=_later(end))
    for person in county.pick(6, under=45):
        first = max(date(county.dice.randint(2021, 2024), 9, 1), person.moved_here)
        end = date(first.year + 1, 7, 15)
        if end < TODAY:
            county.add("进修经历", person, 单位="样市师范学院", 类型="脱产进修", 自=first, 至=end)


def _disputed_posts(county: County) -> None:
    """Some were offered another post; a few are waiting for one, two of them for more than a year."""
    for answer in ("同意", "同意", "同意", "不同意", "不同意", "未答复", "未答复"):
        [person] = county.pick(1)
        on = date(2025, county.dice.randint(3, 12), county.dice.randint(1, 28))
        answered = None if answer == "未答复" else on + timedelta(county.dice.randint(3, 15))
        to = county.dice.choice(("图书管理员", "实验员", "后勤管理员"))
        county.add(
            "岗位调整意见",
            person,
            日期=on,
            拟调岗位=to,
            学校=person.school.name,
            答复=answer,
            答复日期=answered,
        )
    for first in (date(2025, 5, 12), date(2025, 9, 1), date(2026, 3, 2), date(2026, 7, 13)):
        [person] = county.pick(1)
        county.add("待岗经历", person, 自=first)
    [person] = county.pick(1)
    county.add("待岗经历", person, 自=date(2024, 9, 2), 至=date(2025, 1, 10), 结束方式="聘用")


def _sanctioned(county: County) -> None:
    for kind in ("警告", "记过", "通报"):
        [person] = county.pick(1)
        on = date(2024, county.dice.randint(2, 11), county.dice.randint(1, 28))
        county.add("处分", person, 日期=on, 种类=kind, 事由="样例", 解除日期=on + timedelta(365))


def _judged(county: County) -> None:
    for name in UNDEFINED[:3]:
        [person] = county.pick(1)
        person.cells[name] = "是"


def _exchanges(county: County) -> None:
    """Send some of those who have been in town for six years out to the townships on the first of the year."""
    long_there = [
        one
        for one in county.people
        if one.school.region == "城区" and one.moved_here <= date(2020, 9, 1) and one.age_on(TODAY) < 52
    ]
    for person in sorted(county.dice.sample(long_there, 9), key=lambda one: one.id):
        county.add("交流派出", person, 日期=TODAY, 去向=county.dice.choice(("乡镇学校", "薄弱学校")))
    earlier = [one for one in county.people if one.moved_here <= date(2018, 9, 1)]
    for person in sorted(county.dice.sample(earlier, 14), key=lambda one: one.id):
        year = county.dice.randint(2022, 2024)
        back = date(year + 2, 8, 31) if county.chance(0.8) else date(year + 1, 8, 31)
        county.add("交流派出", person, 日期=date(year, 9, 1), 返回日=back, 去向="乡镇学校")


def _gaps(county: County) -> None:
    """Leave out what real files lack: a day, a flag, a whole list."""
    for row in county.dice.sample(county.rows["任职经历"], 12):
        row["自"] = row["自"][:7]
    for name, count in (("长期病假", 9), ("孕期至哺乳期", 9), ("骨干教师", 6), ("岗位类别", 2)):
        for person in county.dice.sample(county.people, count):
            person.cells[name] = ""
    for person in county.dice.sample(county.people, 3):
        person.cells["出生日期"] = person.born.isoformat()[:7]
    for name, count in (("任职经历", 7), ("年度考核", 5), ("资格注册", 6), ("岗位调整意见", 4)):
        for person in county.dice.sample(county.people, count):
            person.lacking.append(name)
            county.rows[name] = [row for row in county.rows[name] if row["教师"] != person.id]


def _later(end: date) -> date | None:
    """Return the last day of an absence, or none while it runs on."""
    return end if end < TODAY else None
