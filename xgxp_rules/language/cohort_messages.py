"""What is said about quotas, procedures, processes and lasting consequences."""

from xgxp_rules.diagnostics import register

NO_BOUND = register(
    "XG740",
    zh="比例 `{name}` 没有写要求：不少于、不多于、目标或幅度，至少写一项",
    en="the quota `{name}` has no bound: floor, ceiling, target or range",
    mend_zh="如 `floor: 30%`（不少于）、`ceiling: 3人`（不多于）、`target: 三分之一`（目标）或 `range: 11% "
    "至 19%`（幅度）",
    mend_en="Such as `floor: 30%`, `ceiling: 3人`, `target: 三分之一` or `range: 11% 至 19%`",
)
TWO_BOUNDS = register(
    "XG741",
    zh="「{first}」与「{second}」不能同时写：{why}",
    en="`{first}` and `{second}` cannot stand together: {why}",
    mend_zh="删去「{first}」或「{second}」",
    mend_en="Delete `{first}` or `{second}`",
)
NOT_AN_AMOUNT = register(
    "XG742",
    zh="「{name}」应当是比例（如 17%、三分之一）或人数（如 3人；与「参照」合用时还有倍数，如 2倍），不能是 `{text}`",
    en="`{name}` takes a share (17%, 1/3) or a count (3人; with `relative_to` also 2倍), not `{text}`",
    mend_zh="如 `30%`、`三分之一`、`3人`，或者一项参数的名称",
    mend_en="Such as `30%`, `三分之一` or `3人`, or the name of a parameter",
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
    advice_zh="低的在前，如 `11% 至 19%`",
    advice_en="Write the lower end first, such as `11% 至 19%`",
)
SHARE_OVER_ONE = register(
    "XG744",
    zh="`{text}` 超过全体：占基数的比例不能大于 100%",
    en="`{text}` is more than everybody: a share of the base cannot be above 100%",
    mend_zh="请写不大于 100% 的比例；按另一些人的人数算的，用 `relative_to:`（参照）写明是哪些人",
    mend_en="Write a share of at most 100%; if it is a multiple of other people's number, name them under "
    "`relative_to:`",
)
NO_GROUP_FACT = register(
    "XG745",
    zh="不能按 `{name}` 分组：没有这项事实",
    en="cannot split by `{name}`: there is no such fact",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请先在 `facts:` 里说明它，如 `{name}: text`",
    advice_en="First declare it under `facts:`, such as `{name}: text`",
)
NOT_A_GROUP = register(
    "XG746",
    zh="不能按 `{name}` 分组：它的值不是选项、文字、是否、整数或另一份记录",
    en="cannot split by `{name}`: its value is no choice, text, flag, number or reference",
    mend_zh="请按选项或学校分，如 `per: 现任学校`；数和时长先在 `facts:` 里用 `table:` 分成几档",
    mend_en="Split by a choice or a school, such as `per: 现任学校`; make bands of a number or period with a "
    "`table:` first",
)
TOO_MANY_KEYS = register(
    "XG747",
    zh="「{name}」最多写 {most} 项",
    en="`{name}` takes at most {most}",
    mend_zh="请留下 {most} 项",
    mend_en="Keep {most}",
)
NO_SUCH_QUOTA = register(
    "XG748",
    zh="没有叫 `{name}` 的比例",
    en="there is no quota `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请照 `quotas:` 里的编号或标题写",
    advice_en="Write an id or title that stands under `quotas:`",
)
QUOTA_CIRCLE = register(
    "XG749",
    zh="比例互为基数，没有起点：{chain}",
    en="quotas are each other's base, without a beginning: {chain}",
    mend_zh="请让其中一项的 `base:` 直接写条件，如 `base: [在编在职]`",
    mend_en="Let one of them say its `base:` as a condition, such as `base: [在编在职]`",
)
OTHER_ABOUT = register(
    "XG750",
    zh="比例 `{name}` 关于 {other}，不能作为关于 {about} 的比例的基数",
    en="the quota `{name}` is about {other} and cannot be the base of one about {about}",
    mend_zh="请让两项比例的 `about:` 一样，或者 `base:` 直接写条件",
    mend_en="Make `about:` the same in both, or write the `base:` as a condition",
)
ONE_EFFECT = register(
    "XG751",
    zh="一条后果只写一件事：限制、停发、发放、设定、免除、见 之一",
    en="a consequence says one thing: bar, stop, pay, set, waive or see",
    mend_zh="如 `effects: [{{bar: 评优, for: 1年}}]`；有几件的，每件前各写一个「- 」",
    mend_en="Such as `effects: [{{bar: 评优, for: 1年}}]`; several are written each after a dash of its own",
)
NOT_WITH = register(
    "XG752",
    zh="「{name}」不能与「{op}」合用",
    en="`{name}` cannot stand with `{op}`",
    mend_zh="请删去「{name}」或「{op}」",
    mend_en="Delete `{name}` or `{op}`",
)
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
    advice_zh="写成 `2031-09-01` 或 `月末` 的样子",
    advice_en="Write it like `2031-09-01` or `月末`",
)
NO_PROCEDURE = register(
    "XG755",
    zh="没有叫 `{name}` 的办理程序",
    en="there is no procedure `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请先在 `procedures:` 里写 `{name}: {{steps: [{{step: 公示}}]}}`",
    advice_en="First write `{name}: {{steps: [{{step: 公示}}]}}` under `procedures:`",
)
NO_STEP = register(
    "XG756",
    zh="程序 `{procedure}` 没有步骤 `{name}`",
    en="the procedure `{procedure}` has no step `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请在程序的 `steps:` 里加上 `- {{step: {name}}}`",
    advice_en="Add `- {{step: {name}}}` to the steps of the procedure",
)
NEVER_OVER = register(
    "XG325",
    zh="`{name}` 问步骤 `{step}` 是否期满，而这一步没有写公示或提前多久",
    en="`{name}` asks whether the time of `{step}` is over, and the step has neither publicity nor notice",
    mend_zh="请在这一步写 公示: 5个工作日，或把「得出」改为 已办",
    mend_en="give the step `publicity` or `notice`, or ask for `done`",
)
STEP_CIRCLE = register(
    "XG757",
    zh="步骤互为前提，没有起点：{chain}",
    en="steps come before each other, without a beginning: {chain}",
    mend_zh="请改其中一步的「在…之后」（`after:`），让第一步不必等后面的",
    mend_en="Change `after:` of one of them, so that the first does not wait for a later one",
)
NOTHING_BEFORE = register(
    "XG758",
    zh="「{name}」从上一步算起，而 `{step}` 前面没有步骤",
    en="`{name}` counts from the step before, and there is none before `{step}`",
    mend_zh="请删去「{name}」，或者写 `by: 每年6月底` 这样最迟的一天",
    mend_en="Delete `{name}`, or give the latest day: `by: 每年6月底`",
)
NOT_A_PERIOD = register(
    "XG759",
    zh="「{name}」应当是一段时间，如 5个工作日、30日，不能是 `{text}`",
    en="`{name}` takes a period such as 5个工作日, not `{text}`",
    mend_zh="写成 `{name}: 5个工作日`、`{name}: 30日` 的样子；不用学年、学期",
    mend_en="Write it like `{name}: 5个工作日` or `{name}: 30日`, not in school years or terms",
)
NO_STATE = register(
    "XG760",
    zh="流程 `{process}` 没有状态 `{name}`",
    en="the process `{process}` has no state `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
    advice_zh="请在流程的 `states:` 里加上 `{name}`",
    advice_en="Add `{name}` to the `states:` of the process",
)
UNREACHABLE = register(
    "XG761",
    zh="状态 `{name}` 从起始状态走不到",
    en="the state `{name}` cannot be reached from the start",
    mend_zh="请写一条到它的转换：`- {{from: …, to: {name}, on: …}}`，或者从 `states:` 里删去它",
    mend_en="Write a transition to it: `- {{from: …, to: {name}, on: …}}`, or delete it from `states:`",
)
TERMINAL = register(
    "XG762",
    zh="状态 `{name}` 没有出路，是流程的终点",
    en="nothing leads out of the state `{name}`: the process ends there",
    mend_zh="确是终点的不用改；以后还有事的，写一条 `from: {name}` 的转换；原文没有写以后怎样的，写进 `silent:`",
    mend_en="Leave it if it is the end; otherwise write a transition `from: {name}`, or say under `silent:` "
    "that the document stops here",
)
TWO_MOVES = register(
    "XG763",
    zh="在状态 `{state}` 发生 `{event}` 时有两条转换，条件没有分开",
    en="two transitions leave `{state}` on `{event}`, and no condition tells them apart",
    mend_zh="请给两条转换各写 `when:`，互不重叠；或者一条写 `when:`，另一条写同样条件的 `unless:`",
    mend_en="Give the two a `when:` that exclude each other, or one a `when:` and the other the same as `unless:`",
)
ONE_CAUSE = register(
    "XG764",
    zh="一条转换写「事件」或「满」，两者取一",
    en="a transition has `on` or `after`, one of the two",
    mend_zh="有人登记才走的写 `on: 事件`，到期自己走的写 `after: 30天`",
    mend_en="Write `on: …` for what somebody records, `after: 30天` for what happens when time is up",
)
NO_TIME = register(
    "XG765",
    zh="时限为零的转换连成一圈，流程停不下来：{chain}",
    en="transitions after no time at all form a circle that never ends: {chain}",
    mend_zh="请给其中一条写出时间，如 `after: 1天`，或者改成 `on: 事件`",
    mend_en="Give one of them a time, such as `after: 1天`, or an event with `on:`",
)
TOO_MANY = register(
    "XG766",
    zh="「{name}」超过上限 {limit} 项",
    en="`{name}` has more than {limit} entries",
    mend_zh="请分成几个，每个不超过 {limit} 项",
    mend_en="Split it into several of at most {limit}",
)
UNUSED_CLOCK = register(
    "XG767",
    zh="计时 `{name}` 没有一条转换使用",
    en="no transition uses the clock `{name}`",
    mend_zh="请写一条到期的转换：`- {{from: …, to: …, after: {name}}}`，或者删去它",
    mend_en="Write a transition for when it is up: `- {{from: …, to: …, after: {name}}}`, or delete it",
)
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
    advice_zh="请在 `{list}` 的 `事件` 里加上选项 `{name}`",
    advice_en="Add `{name}` to the choices of `事件` in `{list}`",
)
NO_STRETCH = register(
    "XG786",
    zh="「{name}」要写一段时间，如 每年第二季度、每年4月上旬、每年3月至5月、每学年开始前，"
    "或 2031-04-01 至 2031-06-30；不能是 `{text}`",
    en="`{name}` takes a stretch of time (每年第二季度, 每年4月上旬, 每年3月至5月, 每学年开始前, "
    "or 2031-04-01 至 2031-06-30), not `{text}`",
    mend_zh="请照上面几种写法之一来写",
    mend_en="Write it in one of these ways",
)
STRETCH_BACKWARDS = register(
    "XG787",
    zh="`{text}` 的最后一天早于第一天",
    en="the last day of `{text}` comes before its first",
    mend_zh="请把两个日子对调",
    mend_en="Exchange the two days",
)
NOT_ADDED_UP = register(
    "XG768",
    zh="计时 `{name}` 的时限是{text}：学年、学期不能由几段时间相加，请用年月、天或工作日",
    en="the clock `{name}` runs for {text}: school years and terms do not add up; use months, days or working days",
    mend_zh="如 `limit: 12个月`、`limit: 60天`",
    mend_en="Such as `limit: 12个月` or `limit: 60天`",
)
