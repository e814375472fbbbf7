"""The keys of a case file and what is said about slips in it, in both languages.

Every key has an English and a Chinese spelling that mean the same, as in policy files.
"""

from __future__ import annotations

from typing import Final

from xgxp_rules.diagnostics import register
from xgxp_rules.language.keys import Key, Shape, Takes
from xgxp_rules.model.kinds import LABELS

NOTHING_EXPECTED = register(
    "XG601",
    zh="案例「{name}」没有写期望的结果",
    en="case `{name}` expects nothing",
    mend_zh="请写 `expect: {{决定的编号: 结果的编号}}`；还不知道的写 `?`，运行后会说出得到什么",
    mend_en="Write `expect: {{decision: outcome}}`; with `?` the run says what comes out",
)
SEVERAL_CHANGES = register(
    "XG602",
    zh="变化「{name}」改了 {count} 处；一个变化只改一处：一项 `given`、`as_of` 或一种解读",
    en="variation `{name}` makes {count} changes; it makes one: one fact of `given`, `as_of`, or one reading",
    mend_zh="要改几处的，另写一个案例，用 `base:` 从那个案例出发",
    mend_en="For several changes write a case of its own that begins with `base:`",
)
SAME_NAME = register(
    "XG603",
    zh="案例「{name}」与第 {line} 行的案例同名",
    en="case `{name}` has the same name as the one in line {line}",
    mend_zh="请给其中一个改名",
    mend_en="Rename one of them",
)
NO_SUCH_STATUS = register(
    "XG604",
    zh="没有叫 `{text}` 的状态，可以写：已定、未定、被阻却",
    en="there is no status `{text}`; it is one of: determined, undetermined, blocked",
)
ONE_DECISION = register(
    "XG605",
    zh="写了 `decision`，`expect` 就只说这一项决定：一个结果，或逐项写明",
    en="with `decision`, `expect` speaks of that decision only: one outcome, or its particulars",
    mend_zh="如 `expect: due`，或 `expect: {{outcome: due}}`",
    mend_en="Such as `expect: due` or `expect: {{outcome: due}}`",
)

NO_BASE = register(
    "XG606",
    zh="没有叫「{name}」的案例可作起点",
    en="there is no case `{name}` to start from",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请照本文件里另一个案例的 `name:` 写",
    advice_en="Write the `name:` of another case of this file",
)
CYCLE = register(
    "XG607",
    zh="案例互为起点，绕成一圈：{names}",
    en="the cases start from each other, in a circle: {names}",
    mend_zh="请让其中一个案例不写 `base:`，直接写 `given:`",
    mend_en="Let one of them have no `base:` but its own `given:`",
)
BAD_AXIS = register(
    "XG608",
    zh="`{name}` 这一轴要列出事实的几个取值，或写明几种各有名称的情形",
    en="the axis `{name}` takes a list of a fact's values, or several named settings",
    mend_zh="如 `性别: [男, 女]`，或 `情形: {{已满: {{given: {{…}}}}, 未满: {{given: {{…}}}}}}`",
    mend_en="Such as `性别: [男, 女]`, or named settings, each with `given:`",
)
TOO_MANY = register(
    "XG609",
    zh="案例「{name}」的各轴相乘超过 {limit} 个案例",
    en="the axes of case `{name}` make more than {limit} cases",
    mend_zh="请去掉一轴，或者每轴只留界限两边的取值",
    mend_en="Drop an axis, or keep only the values on both sides of a bound",
)
TWO_WAYS = register(
    "XG621",
    zh="案例「{name}」既有 `matrix` 又有 `vary`，只能用一样；变化可以另写一个以它为 `base` 的案例",
    en="case `{name}` has both `matrix` and `vary`; use one, and put the other into a case with this one as `base`",
)

NO_CASE_AT_ALL = register(
    "XG625",
    zh="案例文件里一个案例也没有，什么也没有检查；请至少写一个，或用 xgxp new cases 起草",
    en="the case file holds no case, so nothing is checked; write one, or let xgxp new cases begin some",
)

MOST_COMBINATIONS: Final = 500
"""More cases than this from one matrix are nobody's intention."""

UNFILLED: Final = ("?", "？")
"""What stands where somebody still has to say what must come out."""

STATUSES: Final = {
    "determined": "determined",
    "已定": "determined",
    "undetermined": "undetermined",
    "未定": "undetermined",
    "blocked": "blocked",
    "被阻却": "blocked",
}
"""How the status of a decision is written in a case file."""


def _key(en: str, zh: str, takes: Takes, help: str, *, required: bool = False) -> Key:
    return Key(en, zh, takes, help, required=required)


_SETTING = (
    _key("given", "已知", "map", "记录里的事实"),
    _key("readings", "解读", "map", "有歧义之处取哪一种读法"),
    _key("roster", "名单", "list", "比例要看的全体人员，每人一份记录，叠加在 given 之上"),
    _key("others", "其他记录", "map", f"一并交来的其他记录，按记录类别列出：{LABELS}"),
)
_CASE_KEYS = (
    _key("name", "名称", "text", "案例的名称", required=True),
    _key("about", "记录类别", "text", "关于哪一类记录；不写则同文件"),
    _key("as_of", "决定日期", "day", "决定日期"),
    *_SETTING,
    _key("decision", "决定", "text", "只看哪一项决定"),
    _key("process", "流程", "text", "走哪一个流程；given 是开立时的事实"),
    _key("opened", "开立日", "day", "流程从哪一天开立"),
    _key("events", "经过", "list", "开立以后的各条：事件、办理的步骤，或从那天起的事实"),
    _key("expect", "期望", "map", "期望的结果"),
    _key("note", "备注", "text", "给读者的说明"),
)

_BASE = _key("base", "起点", "text", "从本文件另一个案例的已知事实、日期、解读和决定出发")

FILE: Final = Shape(
    "cases",
    "案例文件",
    (
        _key("policy", "政策", "text", "政策的编号", required=True),
        _key("version", "版本", "text", "政策的版本", required=True),
        _key("about", "记录类别", "text", "关于哪一类记录"),
        *_SETTING,
        _key("cases", "案例", "list", "各个案例", required=True),
        _key("note", "备注", "text", "给读者的说明"),
    ),
)
CASE: Final = Shape(
    "case",
    "案例",
    (
        *_CASE_KEYS,
        _BASE,
        _key("matrix", "组合", "map", "各轴的取值两两相配，一种组合一个案例"),
        _key("vary", "变化", "list", "每个变化只改一处"),
    ),
)
SETTING: Final = Shape(
    "setting",
    "情形",
    (
        _key("as_of", "决定日期", "day", "决定日期"),
        *_SETTING,
        _key("expect", "期望", "map", "这种情形下另外的期望"),
    ),
)
VARIATION: Final = Shape("variation", "变化", tuple(key for key in _CASE_KEYS if key.en != "about"))
EXPECTATION: Final = Shape(
    "expectation",
    "期望",
    (
        _key("outcome", "结果", "texts", "得出的结果"),
        _key("status", "状态", "text", "已定、未定或被阻却"),
        _key("possible", "可能", "texts", "还可能成立的结果，不多不少"),
        _key("missing", "缺少", "texts", "还缺的事实，不多不少"),
        _key("rules", "成立的规则", "texts", "应当成立的规则"),
        _key("not_rules", "不成立的规则", "texts", "应当不成立的规则"),
        _key("offers", "待选定", "texts", "成立而等待选定的结果，不多不少"),
        _key("blocked_by", "被…阻却", "texts", "使结果不生效的保护"),
        _key("value", "数值", "text", "决定给出的数值"),
        _key("owed", "待办步骤", "texts", "程序中待办或有问题的步骤，不多不少；可加写 缺、逾期、次序颠倒等"),
        _key("consequences", "后果", "texts", "带期限的后果，如 限制 评优 自 2031-03-01 至 2032-03-01"),
        _key("margin", "差距", "map", "某项事实离界限多远"),
    ),
)
