"""Keys under which officers look for others."""

OTHER_KEYS = {
    "给定": "已知",
    "给出": "已知",
    "前提": "已知",
    "预期": "期望",
    "结果应为": "期望",
    "决定日": "决定日期",
    "日期": "决定日期",
    "如果": "条件",
    "当": "条件",
    "除非": "例外",
    "但书": "例外",
    "条文": "依据",
    "出处": "依据",
    "那么": "结果",
    "则": "结果",
}
"""Keys that officers write for others: the same meaning, another word of the same length, so no spelling is near."""
