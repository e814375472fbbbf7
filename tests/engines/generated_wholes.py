"""Whole policies at random: what `generated_policies` draws, and everything that lies beside a record's own facts.

Tables, scores, places among others, facts of other records, parameters of every way, quotas, procedures, processes,
readings, measuring days and transitions between two versions; records of several teachers and schools to meet them.
"""

from __future__ import annotations

from dataclasses import dataclass

from generated_policies import (
    DATES,
    HEAD,
    NUMBERS,
    ORDERS,
    RECORDS,
    SUPPLIED,
    Named,
    conditions,
    forms,
)
from hypothesis import strategies as st

GIVEN: Named = {name: kind for name, (kind, _) in SUPPLIED.items()}

PARAMETERS = {
    "参数甲": "{by: 选甲, value: {初级: 2, 中级: 3, 其他: 5}, clause: 一}",
    "参数乙": "{values: [{from: 2020-01-01, value: 4}, {from: 2027-01-01, value: 6}], clause: 一}",
    "参数丙": "{set_by: 县教育局, kind: number, clause: 一}",
    "参数丁": "{value: 3, clause: 一}",
}

SCHOOLS = "  校数: {about: school, kind: number}\n  校情: {related: 现任学校, take: 校数}\n"


@st.composite
def tables(draw: st.DrawFn, names: Named) -> tuple[str, str]:
    """Draw a table by one fact or by two, with or without a row for the rest."""
    numbers = sorted(one for one, kind in names.items() if kind == "number" and one in SUPPLIED)
    choice = "选甲"
    rest = draw(st.sampled_from(["高级: 9", "其他: 0"]))
    applies = "不适用: 0, "
    by_choice = f"{{table: {{by: {choice}, rows: {{初级: 1, 中级: 2, {rest}}}}}}}"
    middle = draw(st.integers(0, 4))
    by_number = f"{{table: {{by: {draw(st.sampled_from(numbers))}, rows: {{不满{middle}: 1, 满{middle}: 2}}}}}}"
    by_flag = "{table: {by: [旗甲, 选甲], rows: {是: {初级: 1, 其他: 2}, 否: 3}}}"
    by_words = f"{{choice: [低档, 高档], table: {{by: {choice}, rows: {{初级: 低档, 其他: 高档}}}}}}"
    by_period = f"{{table: {{by: 期甲, rows: {{{applies}不满2年: 1, 满2年: 4}}}}}}".replace(applies, "")
    return draw(
        st.sampled_from(
            [
                ("number", by_choice),
                ("number", by_number),
                ("number", by_flag),
                ("words", by_words),
                ("number", by_period),
            ]
        )
    )


@st.composite
def scores(draw: st.DrawFn) -> str:
    """Draw a score: rates, tables, entries of a list, flat points, groups and limits."""
    years = draw(st.sampled_from(["whole", "up", "half", "exact"]))
    items = [
        f"{{item: 期分, of: 期甲, rate: 1.5分/年, years: {years}, cap: 12分}}",
        "{item: 次分, of: 数甲, rate: 1分, group: 组}".replace("rate: 1分,", "rate: 1分/次,"),
        "{item: 级分, table: {by: 选甲, rows: {初级: 2分, 其他: 4分}}, group: 组}",
        "{item: 最好, best_of: 名单, table: {by: 类别, rows: {晨检: 1分, 晚查: 2分}}}",
        "{item: 合计, sum_of: 名单, where: {数额: 不少于 1}, points: 2分, cap: 6分}",
        f"{{item: 加分, points: 3分, when: {draw(conditions(GIVEN, 1))}}}",
        f"{{item: 扣分, points: 1分, minus: yes, when: {draw(conditions(GIVEN, 0))}}}",
    ]
    kept = draw(st.lists(st.sampled_from(items), min_size=1, max_size=5, unique=True))
    grouped = any("group: 组" in one for one in kept)
    group = draw(st.sampled_from(["{cap: 5分}", "{best: yes}"]))
    head = f"    groups: {{组: {group}}}\n" if grouped else ""
    cap = draw(st.sampled_from(["", "    cap: 20分\n", "    not_below: 0分\n"]))
    return (
        "points:\n  总分:\n    clause: 一\n"
        + head
        + cap
        + "    items:\n"
        + "".join(f"      - {one}\n" for one in kept)
    )


@st.composite
def beyond(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a fact that reaches beyond the record."""
    first = draw(st.sampled_from(["", ", first: 低者", ", gives: 比例", ", tied: 取后", ", ties: [数乙 高者先]"]))
    per = draw(st.sampled_from(["", ", per: 现任学校", ", among: {旗甲: 是}"]))
    where = draw(st.sampled_from(["", ", where: {数额: 不少于 1}"]))
    return draw(
        st.sampled_from(
            [
                ("number", "{related: 配偶, take: 数甲}"),
                ("flag", "{related: 师傅, take: 旗甲}"),
                ("number", "{count: 徒弟}"),
                ("number", f"{{count: 徒弟.名单{where}}}"),
                ("number", f"{{sum: 徒弟.名单, take: 数额{where}}}"),
                ("share" if "比例" in first else "number", f"{{rank: 数甲{per}{first}}}"),
                ("period", "{total: 任职经历, where: {学校.校数: 不少于 2}}"),
                ("number", "{change: 名单, take: 数额}"),
            ]
        )
    )


@st.composite
def rests(draw: st.DrawFn, *, listed: bool) -> str:
    """Draw quotas, procedures and processes; `listed` where the first decision has several outcomes at once."""
    bound = draw(
        st.sampled_from(
            ["floor: 17%", "ceiling: 3人", "target: 三分之一", "range: 10% 至 50%", "floor: {calc: 校数 / 2}"]
        )
    )
    per = draw(st.sampled_from(["", "per: 学校, ", "per: [学校, 选甲], "])) or (
        "" if "calc" not in bound else "per: 学校, "
    )
    each = draw(st.sampled_from(["", "each: 学年, ", "each: 批次, "]))
    base = draw(st.sampled_from(["", "base: {旗甲: 是}, ", f"base: {{决0: {'包含 ' if listed else ''}甲果}}, "]))
    counted = draw(conditions(GIVEN, 1))
    when = draw(conditions(GIVEN, 0))
    within = draw(
        st.sampled_from(["within: 5个工作日", "within: 30日", "by: 每年6月底", "during: 每年第二季度", "by: 日甲"])
    )
    return (
        f"quotas:\n  比例: {{clause: 一, {per}{each}{base}counted: {counted}, {bound}}}\n"
        f"procedures:\n  办法: {{clause: 一, steps: [告知, {{step: 听取, {within}}}, {{step: 另办, when: {when}}}, "
        "{step: 公示, publicity: 5日}, {step: 办结, optional: yes}]}\n"
        "processes:\n  流程: {clause: 一, states: [甲态, 乙态, 丙态], start: 甲态, transitions: ["
        f"{{from: 甲态, on: 报名, to: 乙态, when: {when}}}, {{from: 乙态, after: 12个月, to: 丙态}}]}}\n"
    )


@dataclass(frozen=True, slots=True)
class Whole:
    """Two versions of one policy: the texts, and what each is called."""

    first: str
    second: str


DECISIONS = st.sampled_from(
    [
        "{title: 决0题, outcomes: {甲果: {label: 甲, procedure: 办法, effects: [transfer]}, 乙果: 乙}}",
        "{title: 决0题, otherwise: 乙果, outcomes: {甲果: {label: 甲, one_of: [{label: 此, effects: [transfer]}, "
        "{label: 彼}], chosen_by: 学校}, 乙果: 乙}}",
        "{title: 决0题, measured_on: 每年4月18日, otherwise: 乙果, outcomes: {甲果: 甲, 乙果: 乙}}",
        "{title: 决0题, decides: all, outcomes: {甲果: {label: 甲, effects: [transfer]}, 乙果: 乙}}",
    ]
)


@st.composite
def wholes(draw: st.DrawFn) -> Whole:
    """Draw a policy of two versions, the second of which hands some people to the first."""
    facts = [f"  {name}: {declared}\n" for name, (_, declared) in SUPPLIED.items()]
    names: Named = dict(GIVEN)
    facts.append(SCHOOLS)
    facts.append("  徒弟: {records: 教师, where: {师傅: 本人}}\n")
    for number in range(draw(st.integers(1, 5))):
        kind, declared = draw(st.one_of(tables(names), beyond(), forms(names)))
        facts.append(f"  推{number}: {declared}\n")
        if kind not in ("words", "share"):
            names[f"推{number}"] = kind
    score = draw(scores())
    names |= {"校情": "number", "总分": "points"}
    tested = {one: kind for one, kind in names.items() if kind != "points"}
    one, two = draw(conditions(tested)), draw(conditions(tested))
    asked = draw(st.sampled_from([*PARAMETERS, "数乙"]))
    rules = (
        f"  - {{clause: 一, decision: 决0, outcome: 甲果, when: {one}}}\n"
        f"  - {{clause: 一, decision: 决0, outcome: 乙果, when: {two}, unless: {{数甲: {draw(ORDERS)} {asked}}}}}\n"
        f"  - {{clause: 一, decision: 决1, outcome: 甲果, when: {{总分: 不少于 {draw(st.integers(0, 20))}分}}}}\n"
    )
    first = draw(DECISIONS)
    decided = (
        f"decisions:\n  决0: {first}\n"
        "  决1: {title: 决1题, outcomes: {甲果: 甲, 乙果: 乙}, otherwise: 乙果, value: 总分}\n"
    )
    parameters = "parameters:\n" + "".join(f"  {name}: {said}\n" for name, said in PARAMETERS.items())
    guard = f"guards:\n  - {{id: 护, clause: 一, against: [transfer], when: {draw(conditions(GIVEN, 1))}}}\n"
    reading = (
        "readings:\n  歧义: {clause: 一, status: 待明确, default: 甲读, choices: {甲读: as_written, "
        f"乙读: {{parameters: {{参数丁: {{value: {draw(NUMBERS)}, clause: 一}}}}}}}}}}\n"
    )
    rest = draw(rests(listed="decides: all" in first))
    body = f"facts:\n{''.join(facts)}{score}{parameters}{decided}rules:\n{rules}{guard}{reading}{rest}"
    over = f"transitions:\n  - {{id: 旧人, clause: 一, when: {{日甲: 早于 {draw(DATES)}}}, governed_by: v1}}\n"
    later = HEAD.replace("version: v1", "version: v2").replace("from: 2020-01-01", "from: 2027-01-01")
    return Whole(HEAD + body, later + body + over)


@st.composite
def rosters(draw: st.DrawFn) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Draw up to four teachers, the first of whom is decided on, and the schools they may serve at."""
    teachers = []
    for number in range(draw(st.integers(1, 4))):
        known: dict[str, object] = dict(draw(RECORDS))
        known["编号"] = f"t{number}"
        for name, values in (("配偶", ["t1", "t9", "不适用"]), ("师傅", ["t0", "t2", "不适用"])):
            if draw(st.booleans()):
                known[name] = draw(st.sampled_from(values))
        teachers.append(known)
    schools = [
        {"名称": name, "校数": draw(st.sampled_from([0, 2, 5, "未知"]))}
        for name in draw(st.sampled_from([[], ["一中"], ["一中", "二中"]]))
    ]
    return teachers, schools
