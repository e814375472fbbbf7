"""What is said about transitions, readings, soft requirements, and parts that touch higher law."""

from xgxp_rules.diagnostics import register

OWN_VERSION = register(
    "XG380",
    zh="过渡规定 `{name}` 指向本版本自己；这里要写仍然适用的另一版本",
    en="the transition `{name}` names this very version; it takes the other version that still governs",
    mend_zh='请在 `governed_by:` 写旧版本的名称，如 `"2022"`',
    mend_en='Write the name of the other version under `governed_by:`, such as `"2022"`',
)
SOFT_NEED = register(
    "XG381",
    zh="条件清单里的一条不能写 `{text}`：可要求可不要求，就不成为条件",
    en="a requirement cannot be `{text}`: what may or may not be asked is no condition of entry",
    mend_zh="请写「原则上」或「力争」（不符合时列为偏离），或把可以选择的处理写成结果",
    mend_en="Write `should` or `aim` (missed, they are listed as departures), or make the choice an outcome",
)
BAD_TARGET = register(
    "XG382",
    zh="「另定」应当写成 `政策编号/名称`，不能是 `{text}`",
    en="`sets` takes `policy/name`, not `{text}`",
    mend_zh="写成 `national.teachers/最低服务年限` 的样子",
    mend_en="Write it like `national.teachers/最低服务年限`",
)
SETS_IN_A_LIST = register(
    "XG326",
    zh="列表的字段 `{name}` 不能另定 `{text}`：上位规定的用语问的是人，不是列表里的一项",
    en="the field `{name}` of a list cannot set `{text}`: a term of higher law is asked of the record, not of an entry",
    mend_zh="请在 `facts:` 里另写一项（如 `exists:`、`count:`），由它另定",
    mend_en="declare a fact of its own (such as `exists:` or `count:`) and let that set it",
)
SETS_NEEDS_CLAUSE = register(
    "XG383",
    zh="另定上位规定的 `{text}`，须写明本文件的依据条款",
    en="what is set otherwise than higher law (`{text}`) needs its clause in this document",
    mend_zh="请加上 `clause: 一`，写本文件的条款编号",
    mend_en="Add `clause: 一` with the clause of this document",
)
