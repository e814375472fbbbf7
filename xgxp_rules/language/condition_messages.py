"""What is said about conditions: XG16x and XG17x, in both languages."""

from xgxp_rules.diagnostics import register

register(
    "XG160",
    zh="`{name}` 不是是否类的事实，后面要写条件",
    en="`{name}` is not a yes-or-no fact and needs a test",
    mend_zh="{advice}",
    mend_en="{advice}",
)
register(
    "XG161",
    zh="「{name}」下面几项写在一起，读作“{sentence}”",
    en="the entries under `{name}` stand together and read “{sentence}”",
    mend_zh="若有一项即可，请每项前加「- 」：`{mend}`",
    mend_en="If one is enough, put a dash before each: `{mend}`",
)
register(
    "XG162",
    zh="这里读作“{sentence}”",
    en="this reads “{sentence}”",
    mend_zh="若有一项即可，请写成列表：`{mend}`",
    mend_en="If one is enough, write a list: `{mend}`",
)
register(
    "XG163",
    zh="这里读作“{sentence}”，有一项就算",
    en="this reads “{sentence}”; one is enough",
    mend_zh="若要同时成立，只留一个「- 」，其余对齐",
    mend_en="If all are meant, keep one dash and align the other lines under it",
)
register(
    "XG164",
    zh="这里应当是条件，不能再套列表",
    en="a condition stands here, not a list in a list",
    mend_zh="请去掉里面一层的「- 」；有一项即可的，写成 `any:`，下面逐项列出",
    mend_en="Take away the inner dash; where one is enough, write `any:` and list them under it",
)
register(
    "XG165",
    zh="`{name}` 的条件应当是一段文字或列表",
    en="the test of `{name}` is a text or a list",
    mend_zh="{advice}",
    mend_en="{advice}",
)
register(
    "XG166",
    zh="「项数」应当在 1 和 {most} 之间",
    en="`n` lies between 1 and {most}",
    mend_zh="请写 1 至 {most} 之间的数；下面共列了 {most} 项",
    mend_en="Write a number from 1 to {most}: so many are listed below",
)
register(
    "XG169",
    zh="条件嵌套超过 {limit} 层",
    en="conditions are nested more than {limit} deep",
    mend_zh="请把里面的几层写成 `facts:` 里的一项，如 `符合条件: {{is: …}}`，这里只写它的名称",
    mend_en="Make a fact of the inner conditions, such as `符合条件: {{is: …}}`, and write its name here",
)
register(
    "XG174",
    zh="「{name}」应当是每年都有的一天，如 9月1日，不能是 `{text}`",
    en="`{name}` takes a day that every year has, such as 9月1日, not `{text}`",
    advice_zh="写成 `9月1日` 的样子，不带年份；不写 2月29日",
    advice_en="Write it like `9月1日`, without a year, and not 2月29日",
)
register(
    "XG175",
    zh="两个学期不能同一天开始",
    en="both terms cannot begin on the same day",
    mend_zh="请改其中一天，如 `school_year_starts: 9月1日`、`second_term_starts: 2月1日`",
    mend_en="Change one of them, such as `school_year_starts: 9月1日`, `second_term_starts: 2月1日`",
)
register(
    "XG176",
    zh="`{name}` 不是时长，不能写「{key}」",
    en="`{name}` is no period and takes no `{key}`",
    mend_zh="请删去「{key}」，只留 `test:` 后面的条件",
    mend_en="Delete `{key}` and keep the test alone",
)
register(
    "XG177",
    zh="「{key}」只用于按学年或学期计时",
    en="`{key}` is for counting by school years or terms only",
    mend_zh="请加上 `by: school_years`（按学年）或 `by: terms`（按学期），或者删去「{key}」",
    mend_en="Add `by: school_years` or `by: terms`, or delete `{key}`",
)
register(
    "XG178",
    zh="「{key}」应当是年月日的时长，不能是 `{text}`",
    en="`{key}` takes years, months or days, not `{text}`",
    mend_zh="写成 `{key}: 6个月` 的样子",
    mend_en="Write it like `{key}: 6个月`",
)
register(
    "XG170",
    zh="「{name}」写了两次",
    en="`{name}` is given twice",
    mend_zh="请把两处合成一处：`any:` 写两次的，用列表，每个 `any:` 前加「- 」；同一项的两个条件，写成 "
    "`满45岁 且 不超过50岁`",
    mend_en="Join the two: write two `any:` as a list with a dash before each, and two tests of one fact as "
    "`满45岁 且 不超过50岁`",
)

register(
    "XG172",
    zh="`{name}` 本身就是一个值，不能作名称",
    en="`{name}` is a written value and cannot be a name",
    mend_zh="请换一个说明是什么数的名称，如 `最低年限`，数值写在后面：`最低年限: {{value: {name}, clause: …}}`",
    mend_en="Choose a name that says what it is, such as `最低年限`, and write the value after it: "
    "`最低年限: {{value: {name}, clause: …}}`",
)
register(
    "XG173",
    zh="有了名称 `{name}`，条件 `{start} {word}` 会被读成这个名称",
    en="with the name `{name}` a test `{start} {word}` would be read as that name",
    mend_zh="请换一个名称",
    mend_en="Choose another name",
)
register(
    "XG171",
    zh="没有叫 `{name}` 的事实或参数，它也不是写出的值",
    en="`{name}` is no fact, no parameter and no written value",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请先在 `parameters:` 里写 `{name}: {{value: …, clause: …}}`，或在 `facts:` 里说明它",
    advice_en="First write `{name}: {{value: …, clause: …}}` under `parameters:`, or declare it under `facts:`",
)
