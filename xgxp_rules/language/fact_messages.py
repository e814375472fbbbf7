"""What is said about declared facts, parameters and their forms: XG11x and XG14x to XG15x, in both languages."""

from xgxp_rules.diagnostics import register

register(
    "XG140",
    zh="事实 `{name}` 没有说明类型",
    en="the fact `{name}` does not say what kind it is",
    mend_zh="由记录登记的，写 `{name}: flag`（是否）、`{name}: date`（日期）、`{name}: {{unit: "
    "次}}`（次数）或 `{name}: {{choice: [甲, 乙]}}`；推算的，写怎样得出，如 `{name}: {{count: 处分}}`",
    mend_en="If the record gives it, write `{name}: flag`, `{name}: date`, `{name}: {{unit: 次}}` or "
    "`{name}: {{choice: [甲, 乙]}}`; if it is worked out, say how, such as `{name}: {{count: 处分}}`",
)
register(
    "XG141",
    zh="事实 `{name}` 同时写了「{first}」和「{second}」，只能选一种",
    en="the fact `{name}` gives both `{first}` and `{second}`; choose one",
    mend_zh="删去「{first}」和「{second}」中的一项",
    mend_en="Delete `{first}` or `{second}`",
)
register(
    "XG142",
    zh="这些事实互相引用，绕成了一圈：{chain}",
    en="these names depend on one another in a circle: {chain}",
    mend_zh="请让其中一项由记录给出，或改用不绕回自己的条件",
    mend_en="Let the record supply one of them, or make it from what does not come back to it",
)
register(
    "XG143",
    zh="「{name}」要的是{wanted}，`{text}` 是{got}",
    en="`{name}` takes {wanted}; `{text}` is {got}",
    mend_zh="请写{example}",
    mend_en="Write {example}",
)
register(
    "XG144",
    zh="`{name}` 不是列表",
    en="`{name}` is not a list",
    mend_zh="请写一个列表的名称，如 `任职经历`、`年度考核`、`处分`，或 `facts:` 里写了 `list:` 的一项",
    mend_en="Write the name of a list, such as `任职经历`, `年度考核` or `处分`, or of a fact declared with "
    "`list:`",
)
register(
    "XG145",
    zh="`{name}` 没有起止日期，不能计算时间",
    en="`{name}` has no first and last day, so no time to count",
    mend_zh="能计时的是每条都有 `自`、`至` 的列表，如 `任职经历`、`请假`；只数几条的，请写 `count: {name}`",
    mend_en="Time is counted over a list whose entries have `自` and `至`, such as `任职经历` or `请假`; to "
    "count entries write `count: {name}`",
)
register(
    "XG146",
    zh="看不懂的期间 `{text}`",
    en="`{text}` is no window of time",
    mend_zh="可以写：近3年、近3个学年、近3个整月、本学期、上年度、本月、自 2031-04-01 起，或一项时长的名称",
    mend_en="Write 近3年, 近3个学年, 近3个整月, 本学期, 上年度, 本月, 自 2031-04-01 起, or the name of a period",
)
register(
    "XG114",
    zh="期间写作「近」加一段时长，`{text}` 没有「近」",
    en="a window is written 近 and a length of time; `{text}` lacks 近",
    advice_zh="写成 `近3年` 的样子",
    advice_en="Write it like `近3年`",
)
register(
    "XG115",
    zh="这不是政策文件：没有 `policy`、`version`，也没有别的政策内容",
    en="this is no policy file: it has neither `policy` nor `version` nor anything else of a policy",
    mend_zh="记录和表格请放在政策文件夹以外；案例文件的名称以 `.test.yaml` 结尾",
    mend_en="Keep records and tables outside the folder of policies; a file of cases ends in `.test.yaml`",
)
register(
    "XG148",
    zh="事实之间的引用超过 {limit} 层",
    en="facts refer to facts more than {limit} deep",
    mend_zh="请少绕几层：直接用最里面那几项事实来写",
    mend_en="Shorten the chain: make the fact from the innermost ones directly",
)
register(
    "XG149",
    zh="选项 `{name}` 写了两次",
    en="the choice `{name}` is given twice",
    mend_zh="请删去重复的一个，或者改成另一个名称",
    mend_en="Delete one of the two, or give it another name",
)
register(
    "XG150",
    zh="至少要有两个选项",
    en="a choice needs at least two values",
    mend_zh="请再写一个，如 `choice: [甲, 乙]`；只问有没有、是不是的，请写 `kind: flag`",
    mend_en="Add another, such as `choice: [甲, 乙]`; for a plain yes or no write `kind: flag`",
)
register(
    "XG151",
    zh="`{name}` 的各项没有年度、学年或日期，分不出先后",
    en="the items of `{name}` have no year, school year or day, so none comes before another",
    mend_zh="请给各项加上 `年度: number`、`学年: number` 或 `日期: date`；不分先后的，用 `count:` 数有几项",
    mend_en="Give the items `年度: number`, `学年: number` or `日期: date`; where order does not matter, "
    "`count:` says how many there are",
)
register(
    "XG152",
    zh="参数 `{name}` 没有值",
    en="the parameter `{name}` has no value",
    mend_zh="请写上数值，如 `value: 6年`；由别的机关确定的，写 `set_by: 学校` 和 `limits: 2年 至 4年`",
    mend_en="Give its value, such as `value: 6年`; if another body sets it, `set_by: 学校` and `limits: 2年 "
    "至 4年`",
)
register(
    "XG153",
    zh="参数 `{name}` 最多取决于两项事实",
    en="the parameter `{name}` may depend on two facts at most",
    mend_zh="请留下两项；按第三项再分的，给它的每一种各写一个参数",
    mend_en="Keep two; for the third write a parameter for each of its values",
)
register(
    "XG155",
    zh="`{by}` 没有选项 `{name}`",
    en="`{by}` has no choice `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请照 `{by}` 的选项写，其余的写一行 `其他`",
    advice_en="Write the choices of `{by}`, and a row `其他` for the rest",
)
register(
    "XG156",
    zh="各期数值应当按日期先后排列，不得重复",
    en="dated values stand in order of their days, each day once",
    mend_zh="请从最早的日期写起，同一天只写一次",
    mend_en="Begin with the earliest day and write each day once",
)
register(
    "XG157",
    zh="`{text}` 不在 {limits} 之内",
    en="`{text}` is outside {limits}",
    mend_zh="请写 {limits} 之内的数值；确是这个数值的，放宽 `limits:`",
    mend_en="Write a value within {limits}; if the value is right, widen `limits:`",
)
register(
    "XG158",
    zh="「{second}」只能和「{first}」一起使用",
    en="`{second}` is used only together with `{first}`",
    mend_zh="请加上 `{first}`，或者删去 `{second}`",
    mend_en="Add `{first}`, or delete `{second}`",
)
register(
    "XG159",
    zh="「范围」应当写成 `2年 至 4年`，不能是 `{text}`",
    en="limits are written like `2年 至 4年`, not `{text}`",
    mend_zh="两端都写，中间用「至」，单位写全，如 `0分 至 100分`",
    mend_en="Write both ends with 至 between them and their units, such as `0分 至 100分`",
)

register(
    "XG294",
    zh="「范围」`{text}` 写倒了，里面什么也没有",
    en="limits `{text}` are upside down: nothing lies within them",
)
