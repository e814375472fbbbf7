"""What is said about the names, the structure and the meaning of a policy file, in both languages.

XG10x and XG12x to XG19x speak of names and structure, XG30x of meaning. Where a code has a mend, it is the text to
write instead; the excerpt that is printed with a problem shows where.
"""

from xgxp_rules.diagnostics import register
from xgxp_rules.model.kinds import IDS, LABELS

# Names and keys.
register(
    "XG101",
    zh="未知的事实 `{name}`",
    en="unknown fact `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG102",
    zh="{shape}里没有「{name}」这一项",
    en="{shape} has no key `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG103",
    zh="{shape}缺少「{zh}」（`{en}`）",
    en="{shape} lacks `{en}` ({zh})",
)
register(
    "XG104",
    zh="`{name}` 与 `{other}` 是同一项，写了两次",
    en="`{name}` and `{other}` are the same key, given twice",
)
register(
    "XG105",
    zh="「{name}」下面应当逐项写「名称: 内容」",
    en="`{name}` takes entries of the form `name: value`",
    mend_zh="每项写成「名称: 内容」，各占一行，前面不加「- 」",
    mend_en="Write each entry as `name: value` on a line of its own, without a dash",
)
register(
    "XG106",
    zh="「{name}」下面应当是列表，每项以「- 」开头",
    en="`{name}` takes a list, each item after a dash",
)
register(
    "XG239",
    zh="条件写在名称后面的同一行，这里用 `|` 或 `>` 起了一段长文字",
    en="a test stands on the line of its name, and here `|` or `>` begins a long text",
    mend_zh="请写 `{mend}`",
    mend_en="Write `{mend}`",
)
register("XG107", zh="「{name}」这里应当是一段文字", en="`{name}` takes one text")
register(
    "XG108",
    zh="「{name}」不能是 `{text}`，可以写：{choices}",
    en="`{name}` cannot be `{text}`; it is one of: {choices}",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register("XG109", zh="「{name}」应当是一个整数，不能是 `{text}`", en="`{name}` takes a whole number, not `{text}`")
register(
    "XG120",
    zh="「{name}」应当是一个日期，不能是 `{text}`",
    en="`{name}` takes a date, not `{text}`",
    mend_zh="请写到日，如 `2031-09-01`",
    mend_en="Write the day, such as `2031-09-01`",
)
register(
    "XG121",
    zh="`{name}` 与第 {line} 行的 `{other}` 重名",
    en="`{name}` is the same name as `{other}` in line {line}",
)
register(
    "XG113",
    zh="`{name}` 已经是第 {line} 行那项决定的名称，条件里写它，问的是那项决定的结果",
    en="`{name}` is already the name of the decision in line {line}: a test of it asks for that decision's outcome",
    mend_zh="请给这项事实另取一个名称，引用它的地方一并改；或者另取决定的 `title:`",
    mend_en="Give the fact another name, also where it is used, or the decision another `title:`",
)
register(
    "XG122",
    zh="`{name}` 已经是内置的事实；确要取代它，请加 `replaces: 是`",
    en="`{name}` is a built-in fact; to take its place on purpose add `replaces: yes`",
)
register(
    "XG123",
    zh="没有内置的事实 `{name}` 可以取代",
    en="there is no built-in fact `{name}` to replace",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG124",
    zh="名称 `{name}` 以条件用语「{word}」开头，会被读成条件",
    en="the name `{name}` begins with the test word `{word}` and would be read as a test",
    mend_zh="请换一个名称；选项可以这样叫，事实和参数不行",
    mend_en="Choose another name; choices may be called so, facts and parameters may not",
)
register("XG125", zh="`{name}` 是条件用语，不能作名称", en="`{name}` is a word of conditions and cannot be a name")
register(
    "XG126",
    zh="编号 `{name}` 只能用英文字母、数字和下划线，并以字母开头",
    en="the id `{name}` may hold only letters, digits and underscores and begins with a letter",
)
register(
    "XG127",
    zh="没有叫 `{name}` 的决定",
    en="there is no decision `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG128",
    zh="决定 `{decision}` 没有结果 `{name}`",
    en="the decision `{decision}` has no outcome `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG129",
    zh="文件的条款里没有 `{name}`",
    en="the document has no clause `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG130",
    zh="`{list}` 的各项没有字段 `{name}`（有：{fields}）",
    en="the items of `{list}` have no field `{name}` (they have: {fields})",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG131",
    zh="有两条规则的编号都是 `{name}`，另一条在第 {line} 行",
    en="two rules have the id `{name}`; the other stands in line {line}",
    mend_zh="不写 `id` 时以决定、结果和条款作编号；请给其中一条写上 `id`",
    mend_en="Without an `id` a rule is called by decision, outcome and clause; give one of them an `id`",
)
register(
    "XG132",
    zh="政策语言的这一版还不支持「{zh}」（`{en}`）",
    en="`{en}` ({zh}) is not yet part of this version of the language",
)
register(
    "XG133",
    zh="没有叫 `{name}` 的{what}可以取代",
    en="there is no {what} `{name}` to replace",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG134",
    zh=f"没有 `{{name}}` 这一类记录，可以写：{LABELS}",
    en=f"there is no kind of record `{{name}}`; it is one of: {IDS}",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG135",
    zh="行政区划代码应当是六位数字，不能是 `{text}`",
    en="the code of the place has six digits, not `{text}`",
)
register(
    "XG136",
    zh="条款 `{name}` 不能既写 `not_computable` 又写 `partly`",
    en="the clause `{name}` cannot have both `not_computable` and `partly`",
    mend_zh="完全没有可判断的条件写 `not_computable`；写了一部分规则的写 `partly`",
    mend_en="`not_computable` if nothing in it can be judged, `partly` if rules stand for a part of it",
)
register(
    "XG137",
    zh="`{name}` 是连接条件的用语，不能作结果的编号",
    en="`{name}` joins conditions and cannot name an outcome",
)
register(
    "XG138",
    zh="政策编号 `{text}` 应当由小写英文字母、数字、「-」和「.」组成",
    en="the policy id `{text}` is made of lower-case letters, digits, dashes and dots",
)
register("XG139", zh="参数 `{name}` 与事实重名", en="the parameter `{name}` has the name of a fact")

# Facts and their forms.
register("XG140", zh="事实 `{name}` 没有说明类型", en="the fact `{name}` does not say what kind it is")
register(
    "XG141",
    zh="事实 `{name}` 同时写了「{first}」和「{second}」，只能选一种",
    en="the fact `{name}` gives both `{first}` and `{second}`; choose one",
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
)
register("XG144", zh="`{name}` 不是列表", en="`{name}` is not a list")
register(
    "XG145", zh="`{name}` 没有起止日期，不能计算时间", en="`{name}` has no first and last day, so no time to count"
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
)
register(
    "XG115",
    zh="这不是政策文件：没有 `policy`、`version`，也没有别的政策内容",
    en="this is no policy file: it has neither `policy` nor `version` nor anything else of a policy",
    mend_zh="记录和表格请放在政策文件夹以外；案例文件的名称以 `.test.yaml` 结尾",
    mend_en="Keep records and tables outside the folder of policies; a file of cases ends in `.test.yaml`",
)
register("XG148", zh="事实之间的引用超过 {limit} 层", en="facts refer to facts more than {limit} deep")
register("XG149", zh="选项 `{name}` 写了两次", en="the choice `{name}` is given twice")
register("XG150", zh="至少要有两个选项", en="a choice needs at least two values")
register(
    "XG151",
    zh="`{name}` 的各项没有年度、学年或日期，分不出先后",
    en="the items of `{name}` have no year, school year or day, so none comes before another",
)
register("XG152", zh="参数 `{name}` 没有值", en="the parameter `{name}` has no value")
register(
    "XG153", zh="参数 `{name}` 最多取决于两项事实", en="the parameter `{name}` may depend on two facts at most"
)
register(
    "XG155",
    zh="`{by}` 没有选项 `{name}`",
    en="`{by}` has no choice `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG156",
    zh="各期数值应当按日期先后排列，不得重复",
    en="dated values stand in order of their days, each day once",
)
register("XG157", zh="`{text}` 不在 {limits} 之内", en="`{text}` is outside {limits}")
register("XG158", zh="「{second}」只能和「{first}」一起使用", en="`{second}` is used only together with `{first}`")
register(
    "XG159",
    zh="「范围」应当写成 `2年 至 4年`，不能是 `{text}`",
    en="limits are written like `2年 至 4年`, not `{text}`",
)

register(
    "XG294",
    zh="「范围」`{text}` 写倒了，里面什么也没有",
    en="limits `{text}` are upside down: nothing lies within them",
)

# Conditions.
register(
    "XG160", zh="`{name}` 不是是否类的事实，后面要写条件", en="`{name}` is not a yes-or-no fact and needs a test"
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
register("XG164", zh="这里应当是条件，不能再套列表", en="a condition stands here, not a list in a list")
register("XG165", zh="`{name}` 的条件应当是一段文字或列表", en="the test of `{name}` is a text or a list")
register("XG166", zh="「项数」应当在 1 和 {most} 之间", en="`n` lies between 1 and {most}")
register("XG169", zh="条件嵌套超过 {limit} 层", en="conditions are nested more than {limit} deep")
register(
    "XG174",
    zh="「{name}」应当是每年都有的一天，如 9月1日，不能是 `{text}`",
    en="`{name}` takes a day that every year has, such as 9月1日, not `{text}`",
)
register("XG175", zh="两个学期不能同一天开始", en="both terms cannot begin on the same day")
register(
    "XG176",
    zh="`{name}` 不是时长，不能写「{key}」",
    en="`{name}` is no period and takes no `{key}`",
)
register(
    "XG177",
    zh="「{key}」只用于按学年或学期计时",
    en="`{key}` is for counting by school years or terms only",
)
register(
    "XG178",
    zh="「{key}」应当是年月日的时长，不能是 `{text}`",
    en="`{key}` takes years, months or days, not `{text}`",
)
register("XG170", zh="「{name}」写了两次", en="`{name}` is given twice")

register(
    "XG172",
    zh="`{name}` 本身就是一个值，不能作名称",
    en="`{name}` is a written value and cannot be a name",
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
)

# Meaning.
register(
    "XG301",
    zh="结果 `{name}` 没有规则，也不是「否则」的结果",
    en="the outcome `{name}` has no rule and is not the `otherwise` outcome",
)
register(
    "XG302",
    zh="`{name}` 可能不适用，在「{under}」之下须写明不适用时算不算",
    en="`{name}` may not apply; under `{under}` say what holds when it does not",
    mend_zh="不适用时不算：`{mend}`；不适用时也算：`任一满足: [{{{name}: 不适用}}, {{{name}: {test}}}]`",
    mend_en="Not applicable does not count: `{mend}`; it counts: `any: [{{{name}: 不适用}}, {{{name}: {test}}}]`",
)
register(
    "XG303",
    zh="「已知」「未知」只能用在程序和比例报告里",
    en="`known` and `unknown` may be used only in procedures and quota reports",
    mend_zh="问有没有这一项（如还没有解除），请写 `不适用` 或 `适用`；不知道的会自行成为“未定”",
    mend_en="To ask whether there is such a thing write `适用` or `不适用`; what is not known stays open anyway",
)
register(
    "XG304",
    zh="给出全部成立结果的决定没有「否则」",
    en="a decision that gives all outcomes has no `otherwise`",
)
register("XG305", zh="决定 `{name}` 没有结果", en="the decision `{name}` has no outcomes")
register(
    "XG306",
    zh="有条件清单的决定要有恰好两个结果：符合的和不符合的",
    en="a decision with requirements has exactly two outcomes: met and not met",
)
register(
    "XG307",
    zh="决定 `{name}` 由条件清单得出，不能另有规则",
    en="the decision `{name}` follows from its requirements and takes no rules",
)
register("XG308", zh="默认的读法 `{name}` 不在几种读法之中", en="the default `{name}` is not among the choices")
register("XG309", zh="至少要有两种读法", en="an ambiguity has at least two ways of reading it")
register(
    "XG310",
    zh="读法取代的{what} `{name}` 须与原来同类：原来是{old}，现在是{new}",
    en="what takes the place of the {what} `{name}` must be of the same kind: {old}, now {new}",
)
register("XG311", zh="起始日期晚于终止日期", en="the first day is later than the last")
register("XG312", zh="通知要写明终止日期", en="a notice needs a last day")
register("XG313", zh="{kind}要写明行政区划和施行日期", en="{kind} needs a place and a first day")
register(
    "XG314",
    zh="规则 `{name}` 的施行期间不在文件的施行期间之内",
    en="the window of `{name}` lies outside the document's",
)
register(
    "XG316",
    zh="没有叫 `{name}` 的事实可以作决定的数值",
    en="there is no fact `{name}` that could be the decision's value",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG319",
    zh="取代内置事实 `{name}` 须与它同类：原来是{old}，现在是{new}",
    en="what takes the place of the built-in fact `{name}` must be of the same kind: {old}, now {new}",
)
