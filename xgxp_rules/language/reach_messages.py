"""What is said about other records, rankings, changes, terms and measuring days, in both languages."""

from xgxp_rules.diagnostics import register

_ZH, _EN = "是否想写 `{mend}`？", "Did you mean `{mend}`?"

NOT_A_REFERENCE = register(
    "XG270",
    zh="`{name}` 不指向另一份记录，不能从它取别的事实",
    en="`{name}` does not refer to another record, so nothing can be taken through it",
)
NO_SUCH_KIND = register(
    "XG271",
    zh="没有 `{name}` 这一类记录",
    en="there is no kind of record `{name}`",
    mend_zh=_ZH,
    mend_en=_EN,
)
NO_ORDER_TO_RANK = register(
    "XG272",
    zh="不能按 `{name}` 排名：它没有高低先后",
    en="nothing can be ranked by `{name}`: its values have no order",
)
NOTHING_TO_CHANGE = register(
    "XG274",
    zh="`{name}` 不是数，算不出变动",
    en="`{name}` is not a number, so it has no change",
)
NOT_DATED = register(
    "XG275",
    zh="`{name}` 的各项没有日期或年度，分不出先后",
    en="the items of `{name}` have no day and no year, so none comes before another",
)
NO_TERM = register("XG276", zh="没有叫 `{name}` 的用语", en="there is no term `{name}`", mend_zh=_ZH, mend_en=_EN)
NO_GROUPS = register(
    "XG277",
    zh="用语 `{name}` 没有分组，不能用来归类",
    en="the term `{name}` has no groups to sort by",
    mend_zh="可以直接写在条件里：`事实: {mend}`",
    mend_en="Use it in a test: `FACT: {mend}`",
)
IN_TWO_GROUPS = register(
    "XG278",
    zh="`{name}` 同时列在「{one}」和「{other}」两组里",
    en="`{name}` stands in both groups `{one}` and `{other}`",
)
TERM_CIRCLE = register("XG279", zh="用语互相包括，绕成了一圈：{chain}", en="terms include one another: {chain}")
ONE_WAY_TO_SAY = register(
    "XG280",
    zh="用语 `{name}` 要写「包括」或「分组」，只写其中一种",
    en="the term `{name}` has either `includes` or `groups`",
)
NEITHER = register(
    "XG324",
    zh="「{fact}」没有 `{name}` 这个取值，也没有叫 `{name}` 的用语",
    en="`{fact}` has no value `{name}`, nor is there a term `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NOT_A_CHOICE = register(
    "XG281",
    zh="用语「{term}」里的 `{name}` 不是 `{fact}` 的选项",
    en="`{name}` of the term `{term}` is no choice of `{fact}`",
    mend_zh=_ZH,
    mend_en=_EN,
)
NO_WINDOW_HERE = register(
    "XG282",
    zh="`{name}` 是一组记录，没有日期，不能写「期间」",
    en="`{name}` is a set of records without days, so it has no window",
)
NO_DAY_OF_ITS_OWN = register(
    "XG283",
    zh="列表的字段没有自己的「计算日」",
    en="a field of a list's items has no measuring day of its own",
)
TERM_NAME_TAKEN = register(
    "XG285",
    zh="用语或分组的名称 `{name}` 用了两次",
    en="the name `{name}` is given to two terms or groups",
)
TAKE_MISSING = register(
    "XG286",
    zh="要说明取 `{name}` 的哪一个字段",
    en="say which field of `{name}` is meant",
    mend_zh="请加 `取: 字段`",
    mend_en="Add `take: FIELD`",
)
TOO_MANY_MEMBERS = register(
    "XG288",
    zh="用语 `{name}` 包括的超过 {limit} 项",
    en="the term `{name}` holds more than {limit} values",
)
SHORT_WITHOUT_YEARS = register(
    "XG289",
    zh="`{name}` 的各项没有年度或学年，没有“年数不足”可说",
    en="the items of `{name}` belong to no years, so there cannot be too few of them",
    mend_zh="请去掉这一项；没有任何一项时算作都符合",
    mend_en="Leave this out; with no item at all every one of them has the property",
)
