"""What can be wrong with a test, a literal or an expression: the codes, each with its wording in two languages.

`faults` makes the messages.
"""

from xgxp_rules.diagnostics import register

UNKNOWN_NAME = register(
    "XG110",
    zh="`{text}` 不是能比较的值，也没有叫这个名字的参数或事实",
    en="`{text}` is neither a value that can be compared nor the name of a parameter or fact",
    mend_zh="{advice}",
    mend_en="{advice}",
)
OF_OTHER_RECORDS = register(
    "XG119",
    zh="参数 `{text}` 按别的记录的事实取值，这里没有那些事实",
    en="parameter `{text}` depends on facts of other records, which are not found here",
    mend_zh="请另写一个按这里有的事实取值的参数",
    mend_en="Write a parameter that depends on facts that are found here",
)
UNKNOWN_IN_CALC = register(
    "XG111",
    zh="算式里的 `{text}` 不是数，也没有叫这个名字的参数或事实",
    en="`{text}` in the expression is neither a number nor the name of a parameter or fact",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请先在 `parameters:` 里写 `{text}: {{value: …, clause: …}}`，或在 `facts:` 里说明它",
    advice_en="First write `{text}: {{value: …, clause: …}}` under `parameters:`, or declare it under `facts:`",
)
BAD_CALC = register(
    "XG112",
    zh="算式在 `{text}` 处读不下去：只能用 + − × ÷ 和括号，符号两边都要有数",
    en="the expression cannot be read at `{text}`: use + − × ÷ and brackets, with a number on both sides of a sign",
    mend_zh="写成 `甲 + 乙 * 2` 的样子；说不清的一段先写成 `facts:` 里的一项，算式里用它的名称",
    mend_en="Write it like `甲 + 乙 * 2`; what cannot be said so becomes a fact of its own, and the "
    "expression uses its name",
)
KIND_MISMATCH = register(
    "XG201",
    zh="「{fact}」是{kind}，不能与{other} `{text}` 比较",
    en="`{fact}` is {kind} and cannot be compared with `{text}`, {other}",
    advice_zh="{advice}",
    advice_en="{advice}",
)
UNIT_MISSING = register(
    "XG202",
    zh="「{fact}」是{kind}，`{text}` 缺少单位",
    en="`{fact}` is {kind}, and `{text}` has no unit",
    mend_zh="请写清单位，如 {options}",
    mend_en="State the unit, such as {options}",
)
WRONG_UNIT = register(
    "XG203",
    zh="「{fact}」以「{unit}」计，`{text}` 的单位不同",
    en="`{fact}` is counted in `{unit}`; `{text}` has another unit",
    advice_zh="请按「{unit}」写，如 `3{unit}`",
    advice_en="Write it in `{unit}`, such as `3{unit}`",
)
NOT_A_CHOICE = register(
    "XG204",
    zh="「{fact}」没有 `{text}` 这个取值，可用：{choices}",
    en="`{fact}` has no choice `{text}`; it has: {choices}",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NO_ORDER = register(
    "XG205",
    zh="「{fact}」是{kind}，没有高低先后，不能用 `{word}`",
    en="`{fact}` is {kind} without an order, so `{word}` cannot be asked of it",
    advice_zh="{advice}",
    advice_en="{advice}",
)
NAME_MISMATCH = register(
    "XG206",
    zh="「{fact}」是{kind}，而 `{text}` 是{other}，两者不能比较",
    en="`{fact}` is {kind}, but `{text}` is {other}; the two cannot be compared",
    mend_zh="一个折几个的，算式里把量词写全：`{mend}`（… 是原来的数）",
    mend_en="where one stands for several of the other, write the measure words in the sum: `{mend}` (… the number)",
)
DAY_WORD = register(
    "XG207",
    zh="「{fact}」是{kind}，`{word}` 不用来说{kind}",
    en="`{fact}` is {kind}; `{word}` is not said of {kind}",
    advice_zh="{advice}",
    advice_en="{advice}",
)
TWO_WAYS = register(
    "XG208",
    zh="`{word}` 算不算当天，各文件写法不一，这里不接受",
    en="documents use `{word}` both with and without the day itself, so it is refused",
    mend_zh="请写 `{first}` 或 `{second}`",
    mend_en="Write `{first}` or `{second}`",
)
OTHER_WORD = register(
    "XG209",
    zh="词表里没有 `{word}`",
    en="`{word}` is not in the table of words",
)
UPSIDE_DOWN = register(
    "XG210",
    zh="`{text}` 的下限高于上限，没有值能符合",
    en="the lower end of `{text}` is above its upper end, so no value can meet it",
    mend_zh="请把低的写在前面、高的写在后面，如 `满3年不满6年`",
    mend_en="Write the lower value first, such as `满3年不满6年`",
)
LIST_AFTER_NOT = register(
    "XG211",
    zh="`{word}` 后面不能用 `{sign}` 列举：看不出是都不是，还是不都是",
    en="`{sign}` may not list values after `{word}`: it would not be clear whether none or not all is meant",
    mend_zh="若指一个都不是，请写 `{mend}`",
    mend_en="If none of them is meant, write `{mend}`",
)
TWO_WORDS = register(
    "XG212",
    zh="`{text}` 前后各有一个界限词（`{first}` 和 `{second}`），只能留一个",
    en="`{text}` has two words for one bound (`{first}` and `{second}`); keep one",
    mend_zh="请写 `{before}` 或 `{after}`",
    mend_en="Write `{before}` or `{after}`",
)
NO_VALUE = register(
    "XG213",
    zh="`{word}` 没有写明与什么比较",
    en="`{word}` does not say what to compare with",
    mend_zh="请在后面写上值，如 `{example}`",
    mend_en="Write the value after it, such as `{example}`",
)
NO_WORD = register(
    "XG214",
    zh="`{text}` 前面少了界限词，看不出是满、超过还是不满",
    en="`{text}` lacks a word: at least, more than or less than?",
    mend_zh="请写 `{mend}`；若要求恰好相等，请写 `为 {text}`",
    mend_en="Write `{mend}`, or `is {text}` if exactly that is meant",
)
CHINESE_QUOTES = register(
    "XG215",
    zh="中文引号不会被当作引号，`{text}` 连引号一起成了值",
    en="Chinese quotation marks do not quote here: they became part of the value `{text}`",
)
NO_SUCH_DAY = register(
    "XG216",
    zh="没有 `{text}` 这一天",
    en="there is no day `{text}`",
    mend_zh="这个月的最后一天是 `{mend}`",
    mend_en="The last day of that month is `{mend}`",
)
DAY_SPELLING = register(
    "XG217",
    zh="`{text}` 不能当作日期：完整的日期写作 `2031-04-01`，每年的一天写作 `每年7月31日`",
    en="`{text}` is not read as a day: a full date is written `2031-04-01`, a day of every year `每年7月31日`",
)
LIST_WORDS = register(
    "XG218",
    zh="「{fact}」是{kind}：列表只用包含、不包含来问，文字也可以，别的事实不用这两个词",
    en="`{fact}` is {kind}: lists are tested with `contains` and `does not contain`, texts may be, and nothing else is",
)
LIST_OF_ITEMS = register(
    "XG265",
    zh="「{fact}」是{entries}的列表，不是词的列表：不能直接用 `{text}` 来问",
    en="`{fact}` is a list of {entries}, not of words: `{text}` cannot be asked of it",
    mend_zh="请在 `facts:` 里写一项 {form}",
    mend_en="Declare a fact {form} under `facts:`",
)
YEARLY_RANGE = register(
    "XG266",
    zh="`{text}`：「每年某日」是最近一次已到的那天，在这段时间里起点是今年的、终点还是去年的，中间没有日子",
    en="`{text}`: a yearly day is the latest that has come; within the stretch it begins this year and ends last year",
    mend_zh="指计算日当年的这段时间，请写 `{mend}`",
    mend_en="for the stretch in the year of the measuring day write `{mend}`",
)
NOT_ONE_DAY = register(
    "XG219",
    zh="这里需要一个确定的日子，`{text}` 是一段时间",
    en="one certain day is needed here; `{text}` is a stretch of days",
    advice_zh="请写到日，如 `2031-09-01`；指这段时间以前或以后的，写 `早于 {text}`、`{text} 起`",
    advice_en="Write the day, such as `2031-09-01`; for before or since that time write `早于 {text}` or "
    "`{text} 起`",
)
LIST_OF_ENDS = register(
    "XG220",
    zh="列表表示其中之一；`{text}` 若指从一个到另一个的范围，要用「至」",
    en="a list means one of its values; if `{text}` is meant as a range, write it with `至`",
)
OR_BETWEEN_TESTS = register(
    "XG221",
    zh="「或」只连接值，不连接两个条件：`{text}`",
    en="`or` joins values, not two tests: `{text}`",
    mend_zh="请在 any: 下面分两行写，一行一个条件",
    mend_en="Write the two tests under `any:`, one on each line",
)
FLAG_VALUE = register(
    "XG222",
    zh="「{fact}」只能是「是」或「否」，`{text}` 不行",
    en="`{fact}` is either yes or no, not `{text}`",
    advice_zh="请写 `是` 或 `否`",
    advice_en="Write `是` or `否`",
)
UNREADABLE = register(
    "XG223",
    zh="看不懂 `{text}`：它不是值，也不是词表里的词加一个值",
    en="`{text}` cannot be read: it is neither a value nor a word of the table with a value",
    mend_zh="写成 `满 6年`、`不少于 3次`、`早于 2031-09-01` 或 `为 合格` 的样子",
    mend_en="Write it like `满 6年`, `不少于 3次`, `早于 2031-09-01` or `为 合格`",
)
LEADING_ZERO = register(
    "XG224",
    zh="数字 `{text}` 前面不写 0",
    en="the number `{text}` is written without the 0 in front",
)
NOTHING = register(
    "XG225",
    zh="没有 `{text}` 这个取值",
    en="there is no value `{text}`",
    mend_zh="要问是否还不知道，请写 `未知`",
    mend_en="To ask whether the fact is not known, write `unknown`",
)
STRAY_SIGN = register(
    "XG226",
    zh="`{text}` 末尾多了标点「{sign}」",
    en="`{text}` ends in a stray `{sign}`",
)
NOT_BRACKETED = register(
    "XG227",
    zh="`{word}` 后面不能加（含）或（不含）：它不是界限",
    en="`{word}` is no bound, so nothing can be included in it or excluded from it",
    mend_zh="请删去后面的括号",
    mend_en="Delete the bracket after it",
)
LIST_SIGN = register(
    "XG228",
    zh="`{sign}` 不能连接几个取值",
    en="`{sign}` does not join values here",
    advice_zh="请用「或」连接，如 `甲 或 乙`",
    advice_en="Join them with 或, such as `甲 或 乙`",
)
TOO_LONG = register(
    "XG229",
    zh="这里有 {length} 个字，一个条件或算式最多 {limit} 个字",
    en="this has {length} characters; one test or expression has at most {limit}",
    mend_zh="请拆成几项：一部分写成 `facts:` 里的一项，这里用它的名称",
    mend_en="Split it: make a fact of one part and write its name here",
)
TOO_DEEP = register(
    "XG230",
    zh="一个条件里最多连接 {limit} 项，一个算式里的括号最多套 {limit} 层",
    en="at most {limit} tests may be joined, and brackets in an expression may be at most {limit} deep",
    mend_zh="请拆成几项：一部分写成 `facts:` 里的一项，这里用它的名称",
    mend_en="Split it: make a fact of one part and write its name here",
)
UNKNOWN_UNIT = register(
    "XG231",
    zh="`{text}` 的单位「{unit}」不在单位表里，可在 units: 里登记",
    en="the unit `{unit}` of `{text}` is not known; a policy may declare it under `units:`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请在文件里加一行 `units: [{unit}]`，或者换成已有的单位",
    advice_en="Add a line `units: [{unit}]` to the file, or use a unit that is known",
)
EMPTY = register(
    "XG232",
    zh="这里是空的",
    en="nothing is written here",
    mend_zh="请写上内容；不需要这一项的，连名称一起删去",
    mend_en="Write what belongs here, or delete the key as well",
)
NOT_FIXED = register(
    "XG233",
    zh="`{text}` 每年都有，不是一个固定的值",
    en="`{text}` returns every year and is not one fixed value",
    mend_zh="请写年月日，如 `2031-09-01`；按每年的这一天分的，用从这一天推算的时间来写，如 `{{since: …, on: "
    "{text}}}`",
    mend_en="Write a full date, such as `2031-09-01`, or use a fact that is measured on that day, such as "
    "`{{since: …, on: {text}}}`",
)
BRACKETS = register(
    "XG234",
    zh="`{text}` 的括号里要有从低到高的两个值，方括号含端点，圆括号不含",
    en="`{text}` needs two values, the lower one first; [ ] include their ends, ( ) do not",
    mend_zh="写成 `[6年, 10年)` 的样子，低的在前；也可以写 `满6年不满10年`",
    mend_en="Write it like `[6年, 10年)`, the lower value first, or in words: `满6年不满10年`",
)
UNCLEAR_TEXT = register(
    "XG235",
    zh="`{text}` 是一个名称，还是「{word}」加上 `{rest}`？",
    en="is `{text}` one name, or `{word}` and then `{rest}`?",
    mend_zh="是名称请写 `为 {text}`，否则在「{word}」后空一格",
    mend_en="Write `is {text}` for the name, or leave a space after `{word}`",
)
ONE_VALUE = register(
    "XG236",
    zh="`{word}` 只能与一个值比较，`{text}` 有几个",
    en="`{word}` takes one value; `{text}` has several",
    mend_zh="请只留一个值；分几种情况的，在 `any:` 下面各写一行",
    mend_en="Keep one value; for several cases write a line for each under `any:`",
)
VALUE_WANTED = register(
    "XG237",
    zh="这里要写一个值，`{text}` 不是值",
    en="a value is wanted here, and `{text}` is none",
    mend_zh="请写{advice}",
    mend_en="Write {advice}",
)
OUTSIDE_ORDER = register(
    "XG238",
    zh="`{text}` 不在高低次序之内，不能用 `{word}`",
    en="`{text}` stands outside the order, so `{word}` cannot be asked of it",
    mend_zh="请写次序之内的一项；要问的正是它的，写 `为 {text}`",
    mend_en="Write one that stands in the order, or `为 {text}` if that one is asked for",
)
