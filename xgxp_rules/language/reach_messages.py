"""What is said about other records, rankings, changes, terms and measuring days, in both languages."""

from xgxp_rules.diagnostics import register

_ZH, _EN = "是否想写 `{mend}`？", "Did you mean `{mend}`?"

NOT_A_REFERENCE = register(
    "XG270",
    zh="`{name}` 不指向另一份记录，不能从它取别的事实",
    en="`{name}` does not refer to another record, so nothing can be taken through it",
    mend_zh="请写一项指向别的记录的事实，如 `related: 现任学校`；记录里没有的，先在 `facts:` 里写 "
    "`{{refers_to: 学校}}`",
    mend_en="Name a fact that leads to a record, such as `related: 现任学校`, or declare one with "
    "`{{refers_to: 学校}}`",
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
    mend_zh="请按一项数、时长、日期或有高低的选项排，如 `工龄`；选项有高低的，给它加 `ordered: low_to_high`",
    mend_en="Rank by a number, a period, a date or an ordered choice, such as `工龄`; an ordered choice says "
    "`ordered: low_to_high`",
)
NOTHING_TO_CHANGE = register(
    "XG274",
    zh="`{name}` 不是数，算不出变动",
    en="`{name}` is not a number, so it has no change",
    mend_zh="请在 `take:` 后面写一项是数的字段，如 `得分`",
    mend_en="Name a field that is a number after `take:`, such as `得分`",
)
NOT_DATED = register(
    "XG275",
    zh="`{name}` 的各项没有日期或年度，分不出先后",
    en="the items of `{name}` have no day and no year, so none comes before another",
    mend_zh="请给各项加上 `年度: number`、`学年: number` 或 `日期: date`",
    mend_en="Give the items `年度: number`, `学年: number` or `日期: date`",
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
    mend_zh="请从一组里删去它",
    mend_en="Delete it from one of the groups",
)
TERM_CIRCLE = register(
    "XG279",
    zh="用语互相包括，绕成了一圈：{chain}",
    en="terms include one another: {chain}",
    mend_zh="请让其中一项逐个列出各词，不用别的用语",
    mend_en="Let one of them list its words one by one, without the other terms",
)
ONE_WAY_TO_SAY = register(
    "XG280",
    zh="用语 `{name}` 要写「包括」或「分组」，只写其中一种",
    en="the term `{name}` has either `includes` or `groups`",
    mend_zh="一个词算哪些，写 `includes: [甲, 乙]`；分成几组，写 `groups: {{城区: [甲], 乡村: [乙]}}`；另一种删去",
    mend_en="For what a word covers write `includes: [甲, 乙]`; for several groups `groups: {{城区: [甲], "
    "乡村: [乙]}}`; delete the other",
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
    mend_zh="请删去「期间」；要限时间的，改数记录里有日期的列表",
    mend_en="Delete the window; to limit the time, count a list whose entries have days",
)
NO_DAY_OF_ITS_OWN = register(
    "XG283",
    zh="列表的字段没有自己的「计算日」",
    en="a field of a list's items has no measuring day of its own",
    mend_zh="请删去这里的「计算日」，写在用这个列表的事实上",
    mend_en="Delete it here and write it at the fact that uses the list",
)
TERM_NAME_TAKEN = register(
    "XG285",
    zh="用语或分组的名称 `{name}` 用了两次",
    en="the name `{name}` is given to two terms or groups",
    mend_zh="请给其中一个另取名称，用到它的地方一并改",
    mend_en="Give one of them another name, also where it is used",
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
    mend_zh="请分成几个用语",
    mend_en="Split it into several terms",
)
SHORT_WITHOUT_YEARS = register(
    "XG289",
    zh="`{name}` 的各项没有年度或学年，没有“年数不足”可说",
    en="the items of `{name}` belong to no years, so there cannot be too few of them",
    mend_zh="请去掉这一项；没有任何一项时算作都符合",
    mend_en="Leave this out; with no item at all every one of them has the property",
)
