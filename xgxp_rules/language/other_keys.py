"""Keys under which officers look for others: the same meaning, another word, so no spelling is near.

Each has the keys that may be meant, the likeliest first; the first that the mapping takes is proposed.
"""

from __future__ import annotations

from collections.abc import Iterable

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("to till end ends end_date to_date until_date expires expiry", ("until", "by")),
    ("start starts begin begins since effective from_date start_date begin_date effective_date", ("from",)),
    ("then result conclusion", ("outcome", "value", "expect")),
    ("else default", ("otherwise",)),
    ("reason why", ("basis", "note")),
    ("comment comments remark remarks notes", ("note",)),
    ("name", ("title", "label", "step", "id")),
    ("title", ("label",)),
    ("label", ("title",)),
    ("type", ("kind",)),
    ("if condition conditions where filter", ("when", "need", "where", "test")),
    ("article section paragraph cites ref reference", ("clause",)),
    ("options values enum", ("choice", "choices", "value")),
    ("desc", ("description", "note")),
    ("facts input inputs record data", ("given",)),
    ("expected", ("expect",)),
    ("date day on", ("as_of", "measured_on")),
    ("period window during duration", ("within", "for", "limit")),
    ("min minimum at_least lower", ("floor", "not_below")),
    ("max maximum at_most upper", ("ceiling", "not_above", "cap")),
    ("group_by by", ("per",)),
    ("deduct less", ("minus",)),
    ("给定 给出 前提", ("已知",)),
    ("预期 结果应为", ("期望",)),
    ("决定日 日期", ("决定日期",)),
    ("如果 当", ("条件",)),
    ("除非 但书", ("例外",)),
    ("条文 出处 条款", ("依据",)),
    ("那么 则 结论", ("结果",)),
    ("起 始 开始 起始 起始日期 开始日期 施行日期 生效 生效日期 自从", ("自", "从")),
    ("止 到 结束 终止 截止 结束日期 终止日期 截止日期 失效 有效期至", ("至", "截至")),
    ("理由 原因", ("推定依据", "备注")),
    ("注 注释 批注", ("备注",)),
    ("名字 名", ("标题", "名称")),
    ("名称", ("标题", "步骤")),
    ("标题", ("名称",)),
    ("类别 种类", ("类型", "文件种类")),
    ("否则结果 其他", ("否则",)),
    ("可选值 取值", ("选项",)),
    ("期限 时间", ("期间", "为期", "时限", "限期")),
    ("上限 最多 不超过", ("不多于", "封顶")),
    ("下限 最少 至少", ("不少于",)),
)
OTHER_KEYS: dict[str, tuple[str, ...]] = {word: meant for words, meant in _GROUPS for word in words.split()}


def other_key(written: str, spellings: Iterable[str]) -> str | None:
    """Return the key of a mapping that another word stands for, or None.

    >>> other_key("to", ["from", "until"]), other_key("止", ["自", "至"]), other_key("to", ["title"])
    ('until', '至', None)
    """
    known = set(spellings)
    return next((each for each in OTHER_KEYS.get(written.strip().lower(), ()) if each in known), None)
