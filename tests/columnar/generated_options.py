"""Policies that use every option of every list form at random, and records that lack, half know or dispute anything."""

from __future__ import annotations

from generated_policies import HEAD, MODALITIES, RECORDS, SUPPLIED, WINDOWS, conditions
from hypothesis import strategies as st

MORE = {
    "学年考评": "{list: {学年: number, 等次: {choice: [不合格, 合格, 优秀], ordered: low_to_high}}}",
    "学期考评": "{list: {学期: number, 满意: number, 较上期: {change: 满意}}}",
    "外派": "{list: {自: date, 至: date, 地带: {choice: [海岛, 山区, 平原]}, 评语: text, 比例: {unit: '%'}}}",
}
"""Lists beside those that generated policies have."""

SPELLS = st.sampled_from(["任职经历", "外派", "[任职经历, 外派]", "请假"])
_LENGTHS = st.sampled_from(["10天", "1个月", "1年"])


@st.composite
def _spell_options(draw: st.DrawFn, op: str) -> str:
    """Draw the options of a stretch; what does not go together is refused when the policy is read."""
    source = draw(SPELLS)
    found = [f"{op}: {source}"]
    one = source if source.startswith("[") else f"[{source}]"
    where = ["{时长: 满 3个月}", "{进行中: 是}"]
    where += ["{学校: 一中}", "{学校: 不是 二中}"] if source == "任职经历" else []
    where += ["{地带: 山区 或 海岛}", "{评语: 包含 好}", "{比例: 满 10%}"] if source == "外派" else []
    may = {
        "where": draw(st.sampled_from(where)),
        "minus": draw(st.sampled_from(["请假", "外派", "[请假, 外派]"])),
        "gap": draw(_LENGTHS),
        "weight": draw(st.sampled_from(["1.5", "二分之一"])),
        "after": draw(st.sampled_from(["日甲", "2020-09-01"])),
        "within": draw(WINDOWS),
        "by": draw(st.sampled_from(["天", "学年", "学期", "工作日"])),
        "bridge": draw(st.sampled_from(["请假", "外派"])),
        "bridge_counts": draw(st.sampled_from(["yes", "no"])),
        "same": "学校" if source == "任职经历" else "自",
        "on": draw(st.sampled_from(["2025-03-01", "日乙", "每年4月18日"])),
    }
    chosen = draw(st.lists(st.sampled_from(sorted(may)), max_size=3, unique=True))
    assert one
    return "{" + ", ".join([*found, *(f"{name}: {may[name]}" for name in chosen)]) + "}"


_TESTED = st.sampled_from(
    [
        "{数额: 不少于 2.5}",
        "{双倍: 满 4}",
        "{数额: 超过 数甲}",
        "{日期: 不早于 日甲}",
        "{数额: 适用}",
        "{any: [{类别: 晨检}, {双倍: 满 8}]}",
    ]
)


@st.composite
def options(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a fact worked out from a list with options: its kind and its declaration."""
    within = draw(st.one_of(st.just(""), WINDOWS.map(lambda window: f", within: {window}")))
    where = draw(st.one_of(st.just(""), _TESTED.map(lambda test: f", where: {test}")))
    yearly = draw(st.sampled_from(["", ", ending: any", ", no_grade: skips"]))
    graded = draw(
        st.sampled_from(
            [
                "学年考评, where: {等次: 合格 以上}",
                "学期考评, where: {满意: 满 2}",
                "学期考评, where: {较上期: 超过 0}",
            ]
        )
    )
    stretch = draw(st.sampled_from(["total", "unbroken", "longest", "shortest"]))
    made = {
        "stretch": ("period", draw(_spell_options(stretch))),
        "stretches": ("period", draw(_spell_options(stretch))),
        "count": ("number", f"{{count: 名单{where}{within}}}"),
        "exists": ("flag", f"{{exists: 名单{where}{within}}}"),
        "max": ("number", f"{{max: 名单, take: 双倍{where}{within}}}"),
        "earliest": ("number", f"{{earliest: 名单, take: 双倍{where}{within}}}"),
        "change": ("number", f"{{change: 名单, take: 数额{where}{within}}}"),
        "terms": ("number", f"{{change: 学期考评, take: 满意{within}}}"),
        "run": ("number", f"{{run: {graded}{yearly}{within}}}"),
        "every": ("flag", f"{{every: {graded}{within}}}"),
        "entries": ("number", f"{{run: 名单, where: {{数额: 满 2}}{yearly}}}"),
        "sequence": ("flag", "{sequence: [{list: 请假}, {list: 名单}]}"),
        "measured": ("period", "{since: 日甲, on: 日乙}"),
    }
    return made[draw(st.sampled_from(sorted(made)))]


@st.composite
def option_policies(draw: st.DrawFn) -> str:
    """Draw the text of a policy with up to four such facts, and two decisions that test them."""
    declared = {name: how for name, (_, how) in SUPPLIED.items()} | MORE
    names = {name: kind for name, (kind, _) in SUPPLIED.items() if kind != "list"}
    facts = [f"  {name}: {how}" for name, how in declared.items()]
    made: dict[str, str] = {}
    for number in range(draw(st.integers(1, 4))):
        kind, how = draw(options())
        made[f"推{number}"] = kind
        facts.append(f"  推{number}: {how}")
    decisions, rules = [], []
    for number in range(2):
        name = f"决{number}"
        decisions.append(
            f"  {name}: {{title: {name}题, outcomes: {{甲果: 甲, 乙果: 乙, 丙果: 丙}}, otherwise: 丙果}}"
        )
        rules += [
            f"  - {{clause: 一, decision: {name}, outcome: {outcome}, modality: {draw(MODALITIES)},"
            f" when: {{all: [{draw(conditions(made | names, 1))}, {draw(conditions(made, 0))}]}}}}"
            for outcome in ("甲果", "乙果")
        ]
    return "\n".join([HEAD + "facts:", *facts, "decisions:", *decisions, "rules:", *rules]) + "\n"


_DAYS = st.sampled_from(
    ["2010-05-01", "2019-09-01", "2020-09-01", "2024-02-29", "2025-03-01", "2026-08-31", "2026-09-01"]
)
_PARTIAL = st.sampled_from(["2020-09", "2020"])


def _listed(items: st.SearchStrategy[dict[str, object]]) -> st.SearchStrategy[object]:
    known = st.lists(items, max_size=4)
    open_ = known.map(lambda some: {"完整": "否", "列": some})
    return st.one_of(known, known, known, open_, st.just("未知"))


def _in_order(spell: dict[str, object]) -> dict[str, object]:
    """Return a spell without a last day that comes before its first."""
    if str(spell.get("至", "9999")) < str(spell.get("自", "")):
        return {name: value for name, value in spell.items() if name != "至"}
    return spell


def _spells(**fields: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    starts = st.one_of(_DAYS, _DAYS, _DAYS, _DAYS, _PARTIAL)
    one = st.fixed_dictionaries({"自": starts}, optional={"至": _DAYS, **fields})
    return _listed(one.map(_in_order))


LISTS = st.fixed_dictionaries(
    {},
    optional={
        "任职经历": _spells(学校=st.sampled_from(["一中", "二中"]), 学段=st.sampled_from(["小学", "初中"])),
        "请假": _spells(类型=st.sampled_from(["病假", "事假"])),
        "外派": _spells(
            地带=st.sampled_from(["海岛", "山区", "平原"]),
            评语=st.sampled_from(["好", "很好", "差"]),
            比例=st.sampled_from(["5%", "10%", "60%"]),
        ),
        "学年考评": _listed(
            st.fixed_dictionaries(
                {"学年": st.integers(2022, 2025)}, optional={"等次": st.sampled_from(["优秀", "合格", "不合格"])}
            )
        ),
        "学期考评": _listed(
            st.fixed_dictionaries(
                {"学期": st.sampled_from([20241, 20242, 20251, 20252])}, optional={"满意": st.integers(0, 4)}
            )
        ),
    },
)
OPTION_RECORDS = st.tuples(RECORDS, LISTS).map(lambda two: {**two[0], **two[1]})
"""What a record may hold, spells, years and terms among it."""
