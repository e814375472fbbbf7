"""What is said about names and keys: XG10x and XG12x to XG13x, in both languages."""

from xgxp_rules.diagnostics import register
from xgxp_rules.model.kinds import IDS, LABELS

register(
    "XG101",
    zh="未知的事实 `{name}`",
    en="unknown fact `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请先在 `facts:` 里写明它是什么，如 `{name}: flag`（是否）、`{name}: {{unit: 次}}`（次数）、"
    "`{name}: {{count: 处分}}`（推算）",
    advice_en="First say under `facts:` what it is, such as `{name}: flag`, `{name}: {{unit: 次}}` or `{name}: "
    "{{count: 处分}}`",
)
register(
    "XG102",
    zh="{shape}里没有「{name}」这一项",
    en="{shape} has no key `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="可以写：{choices}",
    advice_en="It may have: {choices}",
)
register(
    "XG103",
    zh="{shape}缺少「{zh}」（`{en}`）",
    en="{shape} lacks `{en}` ({zh})",
    mend_zh="请加一行 `{mend}`",
    mend_en="Add a line `{mend}`",
)
register(
    "XG104",
    zh="`{name}` 与 `{other}` 是同一项，写了两次",
    en="`{name}` and `{other}` are the same key, given twice",
    mend_zh="两处只留一处；两处的内容都要的，合写在一处",
    mend_en="Keep one of the two; what both say goes in one place",
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
    advice_zh="每项各占一行，写成 `- …`；几个名称也可以写成 `[甲, 乙]`",
    advice_en="Write each item as `- …` on a line of its own; names may also stand as `[甲, 乙]`",
)
register(
    "XG239",
    zh="条件写在名称后面的同一行，这里用 `|` 或 `>` 起了一段长文字",
    en="a test stands on the line of its name, and here `|` or `>` begins a long text",
    mend_zh="请写 `{mend}`",
    mend_en="Write `{mend}`",
)
register(
    "XG107",
    zh="「{name}」这里应当是一段文字",
    en="`{name}` takes one text",
    mend_zh="请在同一行写 `{name}: …`，不用列表、花括号，也不写下一层",
    mend_en="Write `{name}: …` on one line, without a list, braces or a further level",
)
register(
    "XG108",
    zh="「{name}」不能是 `{text}`，可以写：{choices}",
    en="`{name}` cannot be `{text}`; it is one of: {choices}",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
register(
    "XG109",
    zh="「{name}」应当是一个整数，不能是 `{text}`",
    en="`{name}` takes a whole number, not `{text}`",
    advice_zh="只写数字，不带单位，如 `{name}: 2`",
    advice_en="Write the figure alone, without a unit, such as `{name}: 2`",
)
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
    mend_zh="两处说的是同一件事的，删去一处；不是的，给一处另取名称，用到它的地方一并改",
    mend_en="Delete one if both mean the same; otherwise give one another name, also where it is used",
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
    mend_zh="不是要取代它的，请另取一个名称，如 `本地{name}`",
    mend_en="If it is not meant to take its place, choose another name, such as `本地{name}`",
)
register(
    "XG123",
    zh="没有内置的事实 `{name}` 可以取代",
    en="there is no built-in fact `{name}` to replace",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请删去 `replaces:` 这一项",
    advice_en="Delete `replaces:`",
)
register(
    "XG124",
    zh="名称 `{name}` 以条件用语「{word}」开头，会被读成条件",
    en="the name `{name}` begins with the test word `{word}` and would be read as a test",
    mend_zh="请换一个名称；选项可以这样叫，事实和参数不行",
    mend_en="Choose another name; choices may be called so, facts and parameters may not",
)
register(
    "XG125",
    zh="`{name}` 是条件用语，不能作名称",
    en="`{name}` is a word of conditions and cannot be a name",
    mend_zh="请换一个说明是什么事的名称，如 `规定期限`",
    mend_en="Choose a name that says what it is, such as `规定期限`",
)
register(
    "XG126",
    zh="编号 `{name}` 只能用英文字母、数字和下划线，并以字母开头",
    en="the id `{name}` may hold only letters, digits and underscores and begins with a letter",
    mend_zh="写成 `years_in_town` 的样子，或者删去这一行，以名称作编号",
    mend_en="Write it like `years_in_town`, or delete the line: the name then serves as id",
)
register(
    "XG127",
    zh="没有叫 `{name}` 的决定",
    en="there is no decision `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请照 `decisions:` 里的编号或标题写",
    advice_en="Write an id or title that stands under `decisions:`",
)
register(
    "XG128",
    zh="决定 `{decision}` 没有结果 `{name}`",
    en="the decision `{decision}` has no outcome `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请照 `outcomes:` 里的编号或名称写，或者在那里加上 `{name}`",
    advice_en="Write an id or label that stands under `outcomes:`, or add `{name}` there",
)
register(
    "XG129",
    zh="文件的条款里没有 `{name}`",
    en="the document has no clause `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请照 `clauses:` 里的编号写，或者在那里加上 `{{id: {name}, topic: …}}`",
    advice_en="Write an id that stands under `clauses:`, or add `{{id: {name}, topic: …}}` there",
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
    mend_zh="请先删去这一项",
    mend_en="Delete this key for now",
)
register(
    "XG133",
    zh="没有叫 `{name}` 的{what}可以取代",
    en="there is no {what} `{name}` to replace",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请照原来的编号或名称写",
    advice_en="Write the id or name of the original",
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
    mend_zh='写六位数字并加引号，如 `"999999"`；本地的代码见国家公布的行政区划代码表',
    mend_en='Write six digits in quotes, such as `"999999"`; the published table of places has the code',
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
    mend_zh="请换一个编号，如 `{name}_`，规则和 `otherwise` 里一并改",
    mend_en="Choose another id, such as `{name}_`, also in the rules and in `otherwise`",
)
register(
    "XG138",
    zh="政策编号 `{text}` 应当由小写英文字母、数字、「-」和「.」组成",
    en="the policy id `{text}` is made of lower-case letters, digits, dashes and dots",
    advice_zh="写成 `yunshan.rotation` 的样子：地方和政策的拼音或英文，中间用「.」",
    advice_en="Write it like `yunshan.rotation`: the place and the policy in letters, with a dot between",
)
register(
    "XG139",
    zh="参数 `{name}` 与事实重名",
    en="the parameter `{name}` has the name of a fact",
    mend_zh="请换一个名称，如 `规定{name}`，用到它的地方一并改",
    mend_en="Choose another name, such as `规定{name}`, also where it is used",
)
