"""The people of the county, and what happens to everybody: posts, titles, appraisals, leaves, classes."""

from __future__ import annotations

from datetime import date, timedelta

from making.county import NEAR, SCHOOLS, SUBJECTS, TODAY, UNDEFINED, County, Person, School


def settle(county: County) -> None:
    """Give every school its teachers, and every teacher a history."""
    _people(county)
    for person in county.people:
        _history(county, person)


def _people(county: County) -> None:
    number = 0
    for school in SCHOOLS:
        for _ in range(school.teachers):
            number += 1
            county.people.append(_person(county, f"T{number:03}", school))


def _person(county: County, id: str, school: School) -> Person:
    women = 0.95 if school.stage == "幼儿园" else 0.7 if school.stage == "小学" else 0.55
    sex = "女" if county.chance(women) else "男"
    age = min(58 if sex == "男" else 54, max(23, round(county.dice.gauss(40, 9))))
    born = date(TODAY.year - age, county.dice.randint(1, 12), county.dice.randint(1, 28))
    if born > date(TODAY.year - age, TODAY.month, TODAY.day):
        born = born.replace(year=born.year - 1)
    start_age = county.dice.choice((21, 22, 22, 22, 23, 23, 24, 25))
    started = min(date(born.year + start_age, 9, 1), date(TODAY.year - 1, 9, 1))
    person = Person(id, school, sex, born, started, _stage(county, school))
    person.cells["学科"] = county.dice.choice(SUBJECTS[person.stage])
    if county.chance(0.03):
        person.category = county.dice.choice(("管理", "工勤"))
    return person


def _stage(county: County, school: School) -> str:
    if school.stage == "完全中学":
        return county.dice.choice(("初中", "高中", "高中"))
    if school.stage == "九年一贯制":
        return county.dice.choice(("小学", "初中"))
    return school.stage


def _history(county: County, person: Person) -> None:
    _postings(county, person)
    _titles(county, person)
    _appraisals(county, person)
    _registrations(county, person)
    _leaves(county, person)
    _classes(county, person)
    _facts(county, person)


def _postings(county: County, person: Person) -> None:
    """Give two or three schools at most, the last one today's; moves fall on the first of a school year."""
    years = TODAY.year - person.started.year
    stay = min(years, max(1, round(county.dice.expovariate(1 / 7.0))))
    starts, first = [], person.started.year
    while first < TODAY.year - stay:
        starts.append(first)
        first += county.dice.randint(3, 12)
    starts = [*starts[-2:], TODAY.year - stay]
    starts[0] = person.started.year
    person.moved_here = date(starts[-1], 9, 1)
    before = person.school
    for place, year in enumerate(starts):
        last = place == len(starts) - 1
        others = [one for one in SCHOOLS if one not in (before, person.school) and _fits(one, person)]
        school = person.school if last else county.dice.choice(others or [person.school])
        end = None if last else date(starts[place + 1], 8, 31)
        post = f"{person.cells['学科']}教师"
        county.add("任职经历", person, 学校=school.name, 自=date(year, 9, 1), 至=end, 岗位=post)
        before = school


def _titles(county: County, person: Person) -> None:
    """Give the titles that somebody of this age is likely to have, one after the other."""
    worked = TODAY.year - person.started.year
    person.cells["学历"] = county.dice.choice(("大专", "本科", "本科", "本科", "本科", "硕士"))
    ladder = (
        ("初级", "二级教师", 1),
        ("中级", "一级教师", 7),
        ("副高", "高级教师", 15),
        ("正高", "正高级教师", 27),
    )
    chances = (1.0, 0.85, 0.5, 0.06)
    for (level, name, after), chance in zip(ladder, chances, strict=True):
        got = person.started.year + after + county.dice.randint(0, 3)
        if got >= TODAY.year or not county.chance(chance):
            break
        county.add("职称", person, 日期=date(got, 12, county.dice.randint(1, 28)), 等级=level, 名称=name)
        person.cells["职称等级"] = level
    if "职称等级" in person.cells and worked > 3:
        level = person.cells["职称等级"]
        appointed = date(min(TODAY.year - 1, person.started.year + 4 + county.dice.randint(0, 10)), 9, 1)
        held = level if county.chance(0.85) else {"正高": "副高", "副高": "中级"}.get(level, level)
        county.add(
            "岗位聘用",
            person,
            学校=person.school.name,
            岗位=person.cells["学科"],
            岗位类别=person.category,
            等级=held,
            自=max(appointed, person.moved_here),
        )


def _appraisals(county: County, person: Person) -> None:
    for year in range(max(person.started.year, 2021), TODAY.year):
        if year == person.started.year:
            grade = "不定等次"
        else:
            grade = county.dice.choices(("优秀", "合格", "基本合格", "不合格", "不定等次"), (15, 79, 2, 1, 3))[0]
        county.add("年度考核", person, 年度=year, 等次=grade)


def _registrations(county: County, person: Person) -> None:
    """Register every five years; few are deferred, failed or late."""
    first = person.started.year + 1 + county.dice.randint(0, 4)
    for year in range(max(first, 2014 + first % 5), TODAY.year + 1, 5):
        result = county.dice.choices(("合格", "暂缓注册", "不合格", "逾期未注册"), (94, 3, 1, 2))[0]
        county.add("资格注册", person, 日期=date(year, 6, county.dice.randint(5, 25)), 结论=result)


def _leaves(county: County, person: Person) -> None:
    for _ in range(county.dice.choice((0, 0, 1, 1, 2))):
        first = date(county.dice.randint(max(2021, person.started.year + 1), 2026), county.dice.randint(1, 6), 5)
        kind = county.dice.choice(("病假", "事假", "事假", "婚假" if person.age_on(first) < 34 else "事假"))
        county.add("请假", person, 类型=kind, 自=first, 至=first + timedelta(county.dice.randint(1, 12)))


def _classes(county: County, person: Person) -> None:
    if person.category == "专业技术" and county.chance(0.45) and person.moved_here.year < TODAY.year:
        first = county.dice.randint(person.moved_here.year, TODAY.year - 1)
        end = None if county.chance(0.5) else date(min(TODAY.year, first + county.dice.randint(1, 3)), 8, 31)
        group = f"{county.dice.randint(1, 6)}年级{county.dice.randint(1, 4)}班"
        rating = county.dice.choice(("合格", "合格", "优秀"))
        school = person.school.name
        county.add("班主任经历", person, 学校=school, 班级=group, 评价=rating, 自=date(first, 9, 1), 至=end)


def _facts(county: County, person: Person) -> None:
    backbone = 0.3 if person.cells.get("职称等级") in ("副高", "正高") else 0.1
    person.cells |= {
        "在编在职": "是",
        "长期病假": "否",
        "孕期至哺乳期": "否",
        "骨干教师": "是" if county.chance(backbone) else "否",
        **dict.fromkeys(UNDEFINED, "否"),
    }


def _fits(school: School, person: Person) -> bool:
    """Return whether somebody of this stage may have taught at a school before."""
    return school.stage in NEAR[person.stage]
