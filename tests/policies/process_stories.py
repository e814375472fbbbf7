"""Stories that go through the shipped processes: on which day a case opens, what is recorded, where it ends.

Together they take every transition of every shipped process; a test holds them to that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

D = date


@dataclass(frozen=True)
class Story:
    """A case: where it opens, what is recorded day by day, and the state at the end of a day.

    A line is `day event`; `day +step` takes a step of a procedure, `day =` records the facts under that day.
    """

    name: str
    policy: str
    process: str
    opens: date
    lines: tuple[str, ...]
    ends: str
    as_of: date
    record: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Facts recorded together with the event of a day."""


QINGZHOU, NINGWU = "shandong.qingzhou.staff", "shanxi.ningwu.staff"
MULEI, STAFF = "xinjiang.mulei.xgxp", "xinjiang.mulei.staff"
HENAN, YICHENG, XIFENG = "henan.province.xgxp", "henan.yicheng.xgxp", "gansu.xifeng.personnel"
PERSONNEL, REGISTRATION = "national.personnel", "national.registration"
RETIREMENT = "national.flexible-retirement"

LOST = ("2017-08-02 直接聘用未聘", "2017-08-03 支教交流未聘", "2017-08-04 校内未聘", "2017-08-05 跨校未聘")


def _qingzhou(name: str, *lines: str, ends: str) -> Story:
    return Story(f"qingzhou-{name}", QINGZHOU, "逐级竞聘", D(2017, 8, 1), lines, ends, D(2017, 8, 31))


def _ningwu(name: str, *events: str, ends: str) -> Story:
    lines = tuple(f"2022-08-{day:02} {event}" for day, event in enumerate(events, 2))
    return Story(f"ningwu-{name}", NINGWU, "逐级竞聘", D(2022, 8, 1), lines, ends, D(2022, 8, 31))


def _henan(name: str, *events: str, ends: str) -> Story:
    lines = tuple(f"2021-08-{day:02} {event}" for day, event in enumerate(events, 2))
    return Story(f"henan-{name}", HENAN, "竞聘上岗", D(2021, 8, 1), lines, ends, D(2021, 8, 31))


FUNNELS = [
    _qingzhou("everybody-starts", ends="待直接聘用"),
    _qingzhou("hired-at-once", "2017-08-02 直接聘用", ends="聘用"),
    _qingzhou("support", LOST[0], "2017-08-03 支教交流", ends="聘用"),
    _qingzhou("in-school", *LOST[:2], "2017-08-04 校内聘用", ends="聘用"),
    _qingzhou("cross-school", *LOST[:3], "2017-08-05 跨校聘用", ends="聘用"),
    _qingzhou("left-unplaced", *LOST, ends="落聘"),
    _ningwu("in-school", "申请", "聘用", "手续办完", ends="上岗"),
    _ningwu("cross-school", "申请", "未聘", "聘用", ends="待办手续"),
    _ningwu("reassigned", "申请", "未聘", "未聘", "聘用", ends="待办手续"),
    _ningwu("left-unplaced", "申请", "未聘", "未聘", "未聘", ends="未聘"),
    _henan("in-school", "校内聘用", ends="聘用"),
    _henan("cross-school", "校内落聘", "跨校聘用", ends="聘用"),
    _henan("placed-in-the-county", "校内落聘", "跨校落聘", "调剂安排", ends="调剂安排"),
    _henan("trained", "校内落聘", "跨校落聘", "离岗培训", ends="离岗培训"),
    Story("mulei-hired", STAFF, "适岗竞聘", D(2022, 9, 1), ("2022-09-05 聘用",), "聘用", D(2022, 9, 6)),
    Story("mulei-not-hired", STAFF, "适岗竞聘", D(2022, 9, 1), ("2022-09-05 未聘",), "未聘", D(2022, 9, 6)),
    Story(
        "yicheng-until-the-text-stops",
        YICHENG,
        "工作流程",
        D(2023, 3, 1),
        ("2023-03-10 下发编制总数", "2023-03-20 核定岗位总数"),
        "总量已核定",
        D(2023, 4, 1),
    ),
    Story("xifeng-two-years", XIFENG, "两年一聘", D(2021, 9, 1), (), "待竞聘", D(2023, 9, 1)),
    Story("xifeng-a-day-short", XIFENG, "两年一聘", D(2021, 9, 1), (), "受聘", D(2023, 8, 31)),
    Story("xifeng-again", XIFENG, "两年一聘", D(2021, 9, 1), ("2023-09-10 聘任",), "受聘", D(2025, 9, 9)),
    Story("xifeng-not-again", XIFENG, "两年一聘", D(2021, 9, 1), ("2023-09-10 未聘",), "未聘", D(2023, 9, 10)),
]

GRADES = [{"年度": str(year), "等次": "合格"} for year in range(2014, 2023)]
CLEAN: dict[str, Any] = {
    "性别": "男",
    "出生日期": "1985-01-01",
    "在编在职": "是",
    "待岗经历": [{"自": "2023-09-01"}],
    "岗位调整意见": [],
    "旷工经历": [],
    "处分": [],
    "年度考核": GRADES,
    "孕期至哺乳期": "否",
}
FAILED_TWICE = [*GRADES[:-2], *({"年度": str(year), "等次": "不合格"} for year in (2021, 2022))]
REFUSED = [{"日期": "2023-09-05", "答复": "不同意"}]
AGREED = [{"日期": "2023-09-05", "答复": "同意"}]
STEPS = ("听取本人陈述和申辩", "作出解聘决定", "说明事实依据", "通知校工会", "报县教育局备案", "实施解聘")


def _steps(year: int, month: int) -> tuple[str, ...]:
    return tuple(f"{year}-{month:02}-{day:02} +{step}" for day, step in enumerate(STEPS, 2))


def _waiting(
    name: str, *lines: str, ends: str, as_of: date, facts: Mapping[str, Mapping[str, Any]] | None = None
) -> Story:
    return Story(f"mulei-{name}", MULEI, "待岗与解聘", D(2023, 9, 1), lines, ends, as_of, CLEAN, facts or {})


def _moved(
    name: str, *lines: str, ends: str, as_of: date, answers: Any = (), grades: Any = None, **facts: Any
) -> Story:
    record = {**CLEAN, **facts}
    known = {"2023-09-05": {"岗位调整意见": list(answers)}} if answers else {}
    if grades is not None:
        known["2025-02-10"] = {"年度考核": grades}
    return Story(f"mulei-{name}", MULEI, "调岗与解聘", D(2023, 9, 1), lines, ends, as_of, record, known)


EXITS = [
    _waiting("twelve-months", ends="拟解聘", as_of=D(2024, 9, 1)),
    _waiting("hired-and-waits-again", "2024-08-01 聘用", "2025-02-01 待岗", ends="待岗", as_of=D(2026, 1, 31)),
    _waiting("interrupted", "2024-02-01 中断待岗", ends="中断", as_of=D(2026, 1, 1)),
    _waiting("hired-while-interrupted", "2024-02-01 中断待岗", "2024-03-01 聘用", ends="聘用", as_of=D(2026, 1, 1)),
    _waiting(
        "interrupted-begins-anew", "2024-02-01 中断待岗", "2024-05-01 恢复待岗", ends="待岗", as_of=D(2025, 4, 30)
    ),
    _waiting(
        "interrupted-twelve-months-anew",
        "2024-02-01 中断待岗",
        "2024-05-01 恢复待岗",
        ends="拟解聘",
        as_of=D(2025, 5, 1),
    ),
    _waiting("hired-before-it-takes-effect", "2024-09-05 聘用", ends="聘用", as_of=D(2024, 9, 5)),
    _waiting(
        "dismissed",
        *_steps(2024, 9),
        "2024-09-08 解聘生效",
        ends="解聘",
        as_of=D(2024, 9, 8),
        facts={"2024-09-08": {"年度考核": [*FAILED_TWICE, {"年度": "2023", "等次": "不合格"}]}},
    ),
    _moved("asked-to-move", "2023-09-01 提出调整", ends="待答复", as_of=D(2023, 9, 30)),
    _moved("agreed", "2023-09-01 提出调整", "2023-09-05 同意", ends="新岗位", as_of=D(2023, 9, 30), answers=AGREED),
    _moved(
        "refused", "2023-09-01 提出调整", "2023-09-05 不同意", ends="拟解聘", as_of=D(2023, 9, 30), answers=REFUSED
    ),
    _moved(
        "refused-and-failed",
        "2023-09-01 提出调整",
        "2023-09-05 不同意",
        *_steps(2023, 10),
        "2023-10-08 解聘生效",
        ends="解聘",
        as_of=D(2023, 10, 8),
        answers=REFUSED,
        年度考核=FAILED_TWICE,
    ),
    _moved(
        "passed-in-the-new-post",
        "2023-09-01 提出调整",
        "2023-09-05 同意",
        "2025-02-10 考核合格",
        ends="在岗",
        as_of=D(2025, 2, 10),
        answers=AGREED,
        grades=[*GRADES, {"年度": "2023", "等次": "合格"}, {"年度": "2024", "等次": "合格"}],
    ),
    _moved(
        "failed-again",
        "2023-09-01 提出调整",
        "2023-09-05 同意",
        "2025-02-10 考核不合格",
        ends="拟解聘",
        as_of=D(2025, 2, 10),
        answers=AGREED,
        grades=[*GRADES, {"年度": "2023", "等次": "合格"}, {"年度": "2024", "等次": "不合格"}],
    ),
]


def _contract(name: str, *lines: str, ends: str, as_of: date, **facts: Any) -> Story:
    return Story(
        f"contract-{name}", PERSONNEL, "解除聘用合同", D(2023, 9, 1), lines, ends, as_of, {**CLEAN, **facts}
    )


def _review(name: str, *lines: str, ends: str, as_of: date) -> Story:
    return Story(f"review-{name}", PERSONNEL, "复核与申诉", D(2024, 3, 1), lines, ends, as_of)


def _arbitration(name: str, *lines: str, ends: str, as_of: date) -> Story:
    return Story(f"arbitration-{name}", PERSONNEL, "人事争议仲裁", D(2024, 3, 1), lines, ends, as_of)


DECIDED = ("2024-03-20 申请复核", "2024-04-10 复核决定")
APPEALED = (*DECIDED, "2024-04-20 提出申诉")
ABSENT = [{"自": "2023-03-01", "至": "2023-03-31"}]
EXPELLED = [{"种类": "开除", "日期": "2023-09-10"}]

LAW = [
    _contract(
        "notice-runs", "2023-09-04 单位书面通知", ends="单位通知期", as_of=D(2023, 10, 3), 年度考核=FAILED_TWICE
    ),
    _contract(
        "notice-full", "2023-09-04 单位书面通知", ends="通知期满", as_of=D(2023, 10, 4), 年度考核=FAILED_TWICE
    ),
    _contract(
        "ended-by-the-unit",
        "2023-09-04 单位书面通知",
        "2023-10-08 单位解除",
        ends="已解除",
        as_of=D(2023, 10, 8),
        年度考核=FAILED_TWICE,
    ),
    _contract("absent-needs-no-notice", "2023-09-04 单位解除", ends="已解除", as_of=D(2023, 9, 4), 旷工经历=ABSENT),
    _contract("leaves-a-day-short", "2023-09-04 本人书面通知", ends="本人通知期", as_of=D(2023, 10, 3)),
    _contract("leaves", "2023-09-04 本人书面通知", ends="已解除", as_of=D(2023, 10, 4)),
    _contract("expelled", "2023-09-11 开除", ends="已解除", as_of=D(2023, 9, 11), 处分=EXPELLED),
    _review("asked-on-the-last-day", "2024-03-31 申请复核", ends="复核中", as_of=D(2024, 4, 29)),
    _review("not-asked", ends="未申请复核", as_of=D(2024, 3, 31)),
    _review("office-late", "2024-03-20 申请复核", ends="复核逾期未决", as_of=D(2024, 4, 19)),
    _review(
        "office-late-decides", "2024-03-20 申请复核", "2024-04-25 复核决定", ends="复核已决", as_of=D(2024, 4, 25)
    ),
    _review("not-appealed", *DECIDED, ends="未申诉", as_of=D(2024, 5, 10)),
    _review("appealed", *APPEALED, "2024-06-01 申诉决定", ends="申诉已决", as_of=D(2024, 6, 1)),
    _review("appeal-late", *APPEALED, ends="申诉逾期未决", as_of=D(2024, 6, 19)),
    _review("appeal-longer", *APPEALED, "2024-06-10 延长办理", ends="申诉延长", as_of=D(2024, 7, 18)),
    _review("appeal-longer-late", *APPEALED, "2024-06-10 延长办理", ends="申诉逾期未决", as_of=D(2024, 7, 19)),
    _arbitration("time-barred", ends="时效已过", as_of=D(2025, 3, 1)),
    _arbitration("award", "2025-02-28 受理", "2025-03-30 裁决", ends="已裁决", as_of=D(2025, 3, 30)),
    _arbitration("late", "2024-04-01 受理", ends="逾期未裁", as_of=D(2024, 5, 16)),
    _arbitration("longer", "2024-04-01 受理", "2024-05-10 批准延期", ends="延长", as_of=D(2024, 5, 30)),
    _arbitration("longer-late", "2024-04-01 受理", "2024-05-10 批准延期", ends="逾期未裁", as_of=D(2024, 5, 31)),
]

QUALIFIED: dict[str, Any] = {
    "有相应教师资格": "是",
    "在编在职": "是",
    "符合省级其他条件": "是",
    "符合师德标准": "是",
    "周期内培训学时": 380,
    "胜任身心条件": "是",
    "严重违反师德": "否",
    "资格被撤销日": "不适用",
    "剥夺政治权利或故意犯罪受徒刑以上": "否",
    "无故停课一学期以上": "否",
    "年度考核": [{"年度": str(year), "等次": "合格"} for year in range(2014, 2019)],
}
FIRST = "2019-03-10 首次注册"


def _registered(name: str, *lines: str, ends: str, as_of: date, facts: Any = None) -> Story:
    return Story(
        f"registration-{name}", REGISTRATION, "定期注册", D(2019, 3, 1), lines, ends, as_of, QUALIFIED, facts or {}
    )


def _years(grade: str) -> list[dict[str, str]]:
    return [{"年度": str(year), "等次": "合格"} for year in range(2019, 2022)] + [
        {"年度": str(year), "等次": grade} for year in (2022, 2023)
    ]


PASSED = {"年度考核": _years("合格")}
REGISTRATIONS = [
    _registered("first", FIRST, ends="注册有效", as_of=D(2024, 3, 9)),
    _registered("cycle-over", FIRST, ends="逾期未注册", as_of=D(2024, 3, 10)),
    _registered(
        "again", FIRST, "2024-03-01 注册合格", ends="注册有效", as_of=D(2029, 2, 28), facts={"2024-03-01": PASSED}
    ),
    _registered(
        "late-and-again",
        FIRST,
        "2024-04-01 注册合格",
        ends="注册有效",
        as_of=D(2029, 3, 31),
        facts={"2024-04-01": PASSED},
    ),
    _registered(
        "deferred",
        FIRST,
        "2024-03-01 暂缓注册",
        ends="暂缓注册",
        as_of=D(2026, 1, 1),
        facts={"2024-03-01": {**PASSED, "周期内培训学时": 359}},
    ),
    _registered(
        "failed-two-years",
        FIRST,
        "2024-03-01 注册不合格",
        ends="注册不合格",
        as_of=D(2026, 1, 1),
        facts={"2024-03-01": {"年度考核": _years("不合格")}},
    ),
    Story(
        "retirement-notice-runs",
        RETIREMENT,
        "自愿提前退休",
        D(2025, 2, 1),
        ("2025-02-10 书面告知单位",),
        "告知期",
        D(2025, 5, 9),
        {"性别": "男", "出生日期": "1966-01-01"},
    ),
    Story(
        "retired-early",
        RETIREMENT,
        "自愿提前退休",
        D(2025, 2, 1),
        ("2025-02-10 书面告知单位", "2025-05-12 提前退休"),
        "已提前退休",
        D(2025, 5, 12),
        {"性别": "男", "出生日期": "1966-01-01"},
    ),
]

STORIES = [*FUNNELS, *EXITS, *LAW, *REGISTRATIONS]
