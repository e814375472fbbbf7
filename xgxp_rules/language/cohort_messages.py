"""What is said about quotas, procedures, processes and lasting consequences."""

from xgxp_rules.diagnostics import register

NO_BOUND = register(
    "XG740",
    zh="比例 `{name}` 没有写要求：不少于、不多于、目标或幅度，至少写一项",
    en="the quota `{name}` has no bound: floor, ceiling, target or range",
)
TWO_BOUNDS = register(
    "XG741",
    zh="「{first}」与「{second}」不能同时写：{why}",
    en="`{first}` and `{second}` cannot stand together: {why}",
)
NOT_AN_AMOUNT = register(
    "XG742",
    zh="「{name}」应当是比例（如 17%、三分之一）或人数（如 3人；与「参照」合用时还有倍数，如 2倍），不能是 `{text}`",
    en="`{name}` takes a share (17%, 1/3) or a count (3人; with `relative_to` also 2倍), not `{text}`",
)
NOTHING_RELATIVE = register(
    "XG323",
    zh="写了「{name}」，却没有一项要求是比例或倍数，参照的人数用不上",
    en="`{name}` is of no use: no bound of the quota is a share or a multiple",
    mend_zh="把要求写成 2倍、200%、三分之一 等",
    mend_en="write a bound such as 2倍, 200% or 1/3",
)
EMPTY_RANGE = register(
    "XG743",
    zh="幅度 `{text}` 没有数符合：下端高于上端",
    en="no number lies in `{text}`: its low end is above its high end",
)
SHARE_OVER_ONE = register(
    "XG744",
    zh="`{text}` 超过全体：占基数的比例不能大于 100%",
    en="`{text}` is more than everybody: a share of the base cannot be above 100%",
)
NO_GROUP_FACT = register(
    "XG745",
    zh="不能按 `{name}` 分组：没有这项事实",
    en="cannot split by `{name}`: there is no such fact",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NOT_A_GROUP = register(
    "XG746",
    zh="不能按 `{name}` 分组：它的值不是选项、文字、是否、整数或另一份记录",
    en="cannot split by `{name}`: its value is no choice, text, flag, number or reference",
)
TOO_MANY_KEYS = register("XG747", zh="「{name}」最多写 {most} 项", en="`{name}` takes at most {most}")
NO_SUCH_QUOTA = register(
    "XG748",
    zh="没有叫 `{name}` 的比例",
    en="there is no quota `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
QUOTA_CIRCLE = register(
    "XG749", zh="比例互为基数，没有起点：{chain}", en="quotas are each other's base, without a beginning: {chain}"
)
OTHER_ABOUT = register(
    "XG750",
    zh="比例 `{name}` 关于 {other}，不能作为关于 {about} 的比例的基数",
    en="the quota `{name}` is about {other} and cannot be the base of one about {about}",
)
ONE_EFFECT = register(
    "XG751",
    zh="一条后果只写一件事：限制、停发、发放、设定、免除、见 之一",
    en="a consequence says one thing: bar, stop, pay, set, waive or see",
)
NOT_WITH = register("XG752", zh="「{name}」不能与「{op}」合用", en="`{name}` cannot stand with `{op}`")
NO_REQUIREMENT = register(
    "XG753",
    zh="没有可以免除的条件 `{name}`；写作 决定.条件的编号或名称",
    en="there is no requirement `{name}` to waive; write decision.requirement by id or title",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NOT_A_DAY = register(
    "XG754",
    zh="「{name}」应当是日期、日期类事实，或次日、月末、次月初、学期末、次学期初、学年末、次学年初、年末、次年初，"
    "不能是 `{text}`",
    en="`{name}` takes a date, a fact that is a date, the next day (次日) or an edge of the calendar, not `{text}`",
)
NO_PROCEDURE = register(
    "XG755",
    zh="没有叫 `{name}` 的办理程序",
    en="there is no procedure `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NO_STEP = register(
    "XG756",
    zh="程序 `{procedure}` 没有步骤 `{name}`",
    en="the procedure `{procedure}` has no step `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
NEVER_OVER = register(
    "XG325",
    zh="`{name}` 问步骤 `{step}` 是否期满，而这一步没有写公示或提前多久",
    en="`{name}` asks whether the time of `{step}` is over, and the step has neither publicity nor notice",
    mend_zh="请在这一步写 公示: 5个工作日，或把「得出」改为 已办",
    mend_en="give the step `publicity` or `notice`, or ask for `done`",
)
STEP_CIRCLE = register(
    "XG757", zh="步骤互为前提，没有起点：{chain}", en="steps come before each other, without a beginning: {chain}"
)
NOTHING_BEFORE = register(
    "XG758",
    zh="「{name}」从上一步算起，而 `{step}` 前面没有步骤",
    en="`{name}` counts from the step before, and there is none before `{step}`",
)
NOT_A_PERIOD = register(
    "XG759",
    zh="「{name}」应当是一段时间，如 5个工作日、30日，不能是 `{text}`",
    en="`{name}` takes a period such as 5个工作日, not `{text}`",
)
NO_STATE = register(
    "XG760",
    zh="流程 `{process}` 没有状态 `{name}`",
    en="the process `{process}` has no state `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
UNREACHABLE = register(
    "XG761", zh="状态 `{name}` 从起始状态走不到", en="the state `{name}` cannot be reached from the start"
)
TERMINAL = register(
    "XG762",
    zh="状态 `{name}` 没有出路，是流程的终点",
    en="nothing leads out of the state `{name}`: the process ends there",
)
TWO_MOVES = register(
    "XG763",
    zh="在状态 `{state}` 发生 `{event}` 时有两条转换，条件没有分开",
    en="two transitions leave `{state}` on `{event}`, and no condition tells them apart",
)
ONE_CAUSE = register(
    "XG764",
    zh="一条转换写「事件」或「满」，两者取一",
    en="a transition has `on` or `after`, one of the two",
)
NO_TIME = register(
    "XG765",
    zh="时限为零的转换连成一圈，流程停不下来：{chain}",
    en="transitions after no time at all form a circle that never ends: {chain}",
)
TOO_MANY = register("XG766", zh="「{name}」超过上限 {limit} 项", en="`{name}` has more than {limit} entries")
UNUSED_CLOCK = register("XG767", zh="计时 `{name}` 没有一条转换使用", en="no transition uses the clock `{name}`")
NOT_FOR_EVENTS = register(
    "XG769",
    zh="列表 `{name}` 记不了事件：要有一个 `事件` 字段（文字或选项）和一个日期字段",
    en="the list `{name}` takes no events: it needs a field `事件` (text or choice) and a field that is a date",
    mend_zh="如 案件事件: {{list: {{事件: text, 日期: date}}}}",
    mend_en="Such as 案件事件: {{list: {{事件: text, 日期: date}}}}",
)
EVENT_NO_CHOICE = register(
    "XG773",
    zh="`{list}` 的 `事件` 没有选项 `{name}`，流程却有这个事件",
    en="`事件` in `{list}` has no choice `{name}`, which is an event of the process",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
)
NO_STRETCH = register(
    "XG786",
    zh="「{name}」要写一段时间，如 每年第二季度、每年4月上旬、每年3月至5月、每学年开始前，"
    "或 2031-04-01 至 2031-06-30；不能是 `{text}`",
    en="`{name}` takes a stretch of time (每年第二季度, 每年4月上旬, 每年3月至5月, 每学年开始前, "
    "or 2031-04-01 至 2031-06-30), not `{text}`",
)
STRETCH_BACKWARDS = register(
    "XG787", zh="`{text}` 的最后一天早于第一天", en="the last day of `{text}` comes before its first"
)
NOT_ADDED_UP = register(
    "XG768",
    zh="计时 `{name}` 的时限是{text}：学年、学期不能由几段时间相加，请用年月、天或工作日",
    en="the clock `{name}` runs for {text}: school years and terms do not add up; use months, days or working days",
)
