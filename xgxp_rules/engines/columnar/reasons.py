"""Why a decision, or a row of it, is decided by the interpreter: each reason once, in both languages."""

from __future__ import annotations

from typing import Final

from xgxp_rules.diagnostics import Both

REASONS: Final[dict[str, Both]] = {
    "kind": Both("这类事实没有可比较的列", "facts of this kind have no column to compare"),
    "text_expected": Both("应为文字列", "the column should hold text"),
    "quota_rows": Both("有些行只能由解释器判断", "some rows are for the interpreter alone"),
    "people": Both("要看名单中其他人的记录", "it needs the records of other people in the roster"),
}
"""Why a whole decision is the interpreter's, row by row, or a quota is not counted in columns."""

ONCE: Final[dict[str, Both]] = {
    "fact_of_record": Both("列表条件引用了记录的事实", "a condition on a list refers to a fact of the record"),
    "test_of_list": Both("列表条件里有“包含”或“已知”", "a condition on a list asks for contains or known"),
    "fraction": Both("列表条件与分数比较", "a condition on a list compares with a fraction"),
    "choice": Both("列表条件里的取值不在选项中", "a condition on a list names no choice of the field"),
    "operand": Both("比较的一方因人而异", "what is compared with differs from person to person"),
    "window": Both("期间的起止无法确定", "the bounds of the window are not known"),
    "window_of_person": Both("期间因人而异", "the window differs from person to person"),
    "list_of_others": Both("列表属于其他记录", "the list belongs to other records"),
    "several_lists": Both(
        "合并读取或扣除的列表没有都声明为完整", "lists read as one, or taken off, are not all declared complete"
    ),
    "different_lists": Both("合并读取的列表栏目不同", "lists read as one have different fields"),
    "undated": Both("列表条目没有日期", "entries of the list have no date"),
    "spell_without_end": Both("列表条目没有终止日期一栏", "entries of the list have no last day"),
    "distinct": Both("数另一条记录的不同取值", "different values of another record are counted"),
    "picked_kind": Both("取的是文字或百分数", "what is taken from the entry is text or a percentage"),
    "worked_out_field": Both("列表条目自身有推算的栏目", "a field of the entries is worked out"),
    "number_not_whole": Both("数字列不是整数列", "a column of numbers is not of whole numbers"),
    "school_years": Both("按学年的列表限于某一期间", "a list by school years is kept to a window"),
    "terms": Both("列表按学期", "the list is by terms"),
    "not_yearly": Both("列表不按年度", "the list is not yearly"),
    "stretch_option": Both(
        "扣除、折算、间断或起算日不能按列相加",
        "what is taken off, weighed, passed over or left aside cannot be added up in columns",
    ),
    "blocks": Both("未满的学年或学期也计入", "a school year or term counts before it is whole"),
    "running_sum": Both(
        "连续时间按工作日计算或限于某一期间", "a running stretch is counted in working days or kept to a window"
    ),
    "bridge": Both(
        "衔接的时间不计入，或衔接的是总和", "what bridges a stretch does not count, or holds a sum together"
    ),
    "longest_calendar": Both(
        "最长、最短一段按年月日比较，或按处分别计算",
        "the longest or shortest stretch is compared by the calendar, or each place's apart",
    ),
    "school_by_name": Both("按学校名称比较", "a school is compared by its name"),
    "other_record": Both("引用学校以外的记录", "a record other than a school is referred to"),
    "points_of_list": Both("评分逐条读取列表", "a score reads the entries of a list"),
    "Measured": Both("事实在自己的日期计算", "a fact is measured on a day of its own"),
    "Delegated": Both("参数由各学校分别设定", "schools have each set a parameter for themselves"),
    "Change": Both("比较列表前后两项", "entries of a list are compared with one another"),
}
"""Why a fact has no expression of its own and is worked out once for each content of what it is made from."""
