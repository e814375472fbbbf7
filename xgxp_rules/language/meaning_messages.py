"""What is said about the meaning of a policy as a whole: XG30x and XG31x, in both languages."""

from xgxp_rules.diagnostics import register

register(
    "XG301",
    zh="结果 `{name}` 没有规则，也不是「否则」的结果",
    en="the outcome `{name}` has no rule and is not the `otherwise` outcome",
    mend_zh="请在 `rules:` 里写一条 `outcome: {name}` 的规则，把它写进 `otherwise:`，或者删去这个结果",
    mend_en="Write a rule with `outcome: {name}`, make it the `otherwise:` outcome, or delete it",
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
    mend_zh="请删去这一行；要在没有一个成立时给出一个结果的，把 `decides: all` 改成 `decides: one`",
    mend_en="Delete this line; to give an outcome where none holds, write `decides: one`",
)
register(
    "XG305",
    zh="决定 `{name}` 没有结果",
    en="the decision `{name}` has no outcomes",
    mend_zh="请写 `outcomes: {{yes_: 符合, no_: 不符合}}`；只给出数值的，写 `value: 事实的名称`",
    mend_en="Write `outcomes: {{yes_: 符合, no_: 不符合}}`, or `value:` with a fact where the answer is an amount",
)
register(
    "XG306",
    zh="有条件清单的决定要有恰好两个结果：符合的和不符合的",
    en="a decision with requirements has exactly two outcomes: met and not met",
    mend_zh="请写成 `outcomes: {{met: 符合, not_met: 不符合}}`，符合的在前",
    mend_en="Write `outcomes: {{met: 符合, not_met: 不符合}}`, the one that is met first",
)
register(
    "XG307",
    zh="决定 `{name}` 由条件清单得出，不能另有规则",
    en="the decision `{name}` follows from its requirements and takes no rules",
    mend_zh="请把这条规则写成条件清单里的一条：`- {{clause: …, need: …}}`；一票否决的，写 `need: {{受过处分: 否}}`",
    mend_en="Make the rule a requirement: `- {{clause: …, need: …}}`; what bars somebody is written `need: "
    "{{受过处分: 否}}`",
)
register(
    "XG308",
    zh="默认的读法 `{name}` 不在几种读法之中",
    en="the default `{name}` is not among the choices",
    advice_zh="请写 `choices:` 下面几种读法之一的名称",
    advice_en="Write the name of one of the `choices:`",
)
register(
    "XG309",
    zh="至少要有两种读法",
    en="an ambiguity has at least two ways of reading it",
    mend_zh="请再写一种；只有一种读法的，删去这一段解读，直接写进规则",
    mend_en="Add another; where there is one way only, delete the reading and write it in the rule",
)
register(
    "XG310",
    zh="读法取代的{what} `{name}` 须与原来同类：原来是{old}，现在是{new}",
    en="what takes the place of the {what} `{name}` must be of the same kind: {old}, now {new}",
    mend_zh="请写成{old}，或者改原来的那一项",
    mend_en="Make it {old}, or change the original",
)
register(
    "XG311",
    zh="起始日期晚于终止日期",
    en="the first day is later than the last",
    mend_zh="请把 `from:` 和 `until:` 的日期对调，或者改正其中一个",
    mend_en="Exchange the dates of `from:` and `until:`, or correct one of them",
)
register(
    "XG312",
    zh="通知要写明终止日期",
    en="a notice needs a last day",
    mend_zh="请加上 `until:` 和最后一天，如 `in_force: {{from: 2031-03-01, until: 2031-08-31}}`；长期有效的，"
    "写 `kind: standing`",
    mend_en="Add the last day, such as `in_force: {{from: 2031-03-01, until: 2031-08-31}}`; for one that "
    "stays in force write `kind: standing`",
)
register(
    "XG313",
    zh="{kind}要写明行政区划和施行日期",
    en="{kind} needs a place and a first day",
    mend_zh='请写上 `jurisdiction: "999999"`（六位区划代码）和 `in_force: {{from: 2031-03-01}}`',
    mend_en='Write `jurisdiction: "999999"` (the code of the place) and `in_force: {{from: 2031-03-01}}`',
)
register(
    "XG314",
    zh="规则 `{name}` 的施行期间不在文件的施行期间之内",
    en="the window of `{name}` lies outside the document's",
    mend_zh="请改规则的 `in_force:`，使它落在文件的施行期间之内；与文件一同施行的，删去这一项",
    mend_en="Change the rule's `in_force:` so that it lies inside the document's, or delete it: the rule "
    "then holds as long as the document",
)
register(
    "XG316",
    zh="没有叫 `{name}` 的事实可以作决定的数值",
    en="there is no fact `{name}` that could be the decision's value",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请先在 `facts:` 里写 `{name}: {{calc: …}}` 或 `{name}: {{table: …}}`",
    advice_en="First write `{name}: {{calc: …}}` or `{name}: {{table: …}}` under `facts:`",
)
register(
    "XG319",
    zh="取代内置事实 `{name}` 须与它同类：原来是{old}，现在是{new}",
    en="what takes the place of the built-in fact `{name}` must be of the same kind: {old}, now {new}",
    mend_zh="请写成{old}；说的是另一件事的，删去 `replaces:`，另取名称",
    mend_en="Make it {old}; if it is another thing, delete `replaces:` and choose another name",
)
