"""What can be wrong with a case or an entry for its log, in words; nothing of what is refused is ever written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xgxp_rules.diagnostics import WORDINGS, Diagnostic, XgxpError, register


class CaseError(XgxpError):
    """An entry cannot be taken, or a case cannot be shown; nothing was written.

    The exit status is that of the first problem.
    """

    quotes_sources = False

    def __init__(self, diagnostics: Iterable[Diagnostic], sources: Mapping[str, str] | None = None) -> None:
        super().__init__(diagnostics, sources)
        self.exit_code = WORDINGS[self.code].exit


NO_PROCESS = register(
    "XG820",
    zh="政策 `{policy}` {version} 没有流程 `{name}`（有：{names}）",
    en="policy `{policy}` {version} has no process `{name}` (there are: {names})",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
UNKNOWN_EVENT = register(
    "XG821",
    zh="流程 `{process}` 没有事件 `{name}`（有：{names}）",
    en="the process `{process}` knows no event `{name}` (it knows: {names})",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=4,
)
OTHER_PROCESS = register(
    "XG822",
    zh="事件 `{name}` 属于流程 `{other}`，这个案件走的是流程 `{process}`",
    en="the event `{name}` belongs to the process `{other}`; this case goes through `{process}`",
    exit=4,
    mend_zh="请登记这个流程的事件；那件事另开一个案件：`xgxp case open --process {other}`",
    mend_en="Record an event of this process, or open a case of its own: `xgxp case open --process {other}`",
)
BEFORE_OPENING = register(
    "XG823",
    zh="{day} 早于案件开立之日 {opened}",
    en="{day} is before the case was opened on {opened}",
    exit=4,
    mend_zh="请核对 `--on`；开立日写错了的，用 `--corrects 1` 更正",
    mend_en="Check `--on`; if the day of opening is wrong, correct it with `--corrects 1`",
)
OUT_OF_ORDER = register(
    "XG824",
    zh="{day} 早于第 {number} 条登记的 {last}：须依先后登记",
    en="{day} is before {last}, the day of entry {number}: entries go in order",
    mend_zh="先前登记有误的，用更正（--corrects）",
    mend_en="To mend an earlier entry, correct it (--corrects)",
    exit=4,
)
NOT_TAKEN = register(
    "XG825",
    zh="案件在 {day} 处于“{state}”，此时没有 `{name}` 这一步（{names}）",
    en="on {day} the case is in `{state}`, where `{name}` leads nowhere ({names})",
    exit=4,
    mend_zh="请核对案件走到了哪里：`xgxp case show`",
    mend_en="See where the case stands: `xgxp case show`",
)
SILENT = register(
    "XG847",
    zh="案件在 {day} 处于“{state}”，以后怎样，原文没有规定：{unsaid}；`{name}` 不能登记",
    en="on {day} the case is in `{state}`, and the document does not say what follows ({unsaid}); `{name}` is refused",
    mend_zh="须由有权机关另行决定；事实可以照常登记（--facts）",
    mend_en="Somebody with the power to must decide; facts may still be recorded (--facts)",
    exit=4,
)
NOT_MET = register(
    "XG826",
    zh="`{name}` 的条件在 {day} 不成立；{why}",
    en="the conditions of `{name}` do not hold on {day}; {why}",
    exit=4,
    mend_zh="事实登记错了或变了的，先用 `--facts` 登记；没有错的，现在不能办这一步",
    mend_en="If a fact is wrong or has changed, record it with `--facts` first; otherwise this step cannot "
    "be taken now",
)
FACTS_MISSING = register(
    "XG827",
    zh="不能判断 `{name}` 的条件在 {day} 是否成立，缺：{facts}",
    en="whether the conditions of `{name}` hold on {day} cannot be told; missing: {facts}",
    mend_zh="用 --facts 一并登记，或先登记这些事实",
    mend_en="Record them with it (--facts), or record these facts first",
    exit=4,
)
IN_DOUBT = register(
    "XG828",
    zh="期满转入“{target}”的条件还不能判断，缺：{facts}；在此之前不能登记 `{name}`",
    en="time is up for `{target}`, but its conditions cannot be told; missing: {facts}; `{name}` has to wait",
    mend_zh="请先登记这些事实",
    mend_en="Record these facts first",
    exit=4,
)
OPEN_TIME = register(
    "XG829",
    zh="不能判断转入“{target}”的期限在 {day} 之前是否已到：{why}",
    en="whether the time for `{target}` was up before {day} cannot be told: {why}",
    exit=4,
    mend_zh="请先登记缺的事实或日子，再登记这一条",
    mend_en="Record what is missing first",
)
NO_REST = register(
    "XG830",
    zh="流程 `{process}` 在“{state}”停不下来：时限为零的转换循环往复",
    en="the process `{process}` finds no rest in `{state}`: transitions of no time go round in a circle",
    exit=3,
    mend_zh="请改政策：给其中一条转换写出时间或事件",
    mend_en="Change the policy: give one of the transitions a time or an event",
)
SAME_ID = register(
    "XG831",
    zh="登记编号 `{id}` 已用于另一条内容不同的登记（第 {number} 条）",
    en="the id `{id}` stands for another entry already (number {number})",
    exit=4,
    mend_zh="请另取 `--id`，或者不写",
    mend_en="Give another `--id`, or none",
)
NO_ENTRY = register(
    "XG832",
    zh="案件 `{case}` 没有登记 `{id}`",
    en="case `{case}` has no entry `{id}`",
    exit=4,
    mend_zh="请用 `xgxp case history {case}` 查编号",
    mend_en="`xgxp case history {case}` lists the ids",
)
SPOILS_LATER = register(
    "XG833",
    zh="这样更正后，第 {number} 条登记（{name}）就不成立了：{why}",
    en="with this correction entry {number} ({name}) could not stand: {why}",
    exit=4,
    mend_zh="请先更正或撤销第 {number} 条",
    mend_en="Correct or withdraw entry {number} first",
)
NO_STEP = register(
    "XG834",
    zh="办理程序 `{procedure}` 没有步骤 `{name}`（有：{names}）",
    en="the procedure `{procedure}` has no step `{name}` (it has: {names})",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=4,
)
VERSION_GONE = register(
    "XG835",
    zh="案件开立时依据的政策 `{policy}` {version} 已经找不到",
    en="policy `{policy}` {version}, under which the case was opened, is not there any more",
    exit=3,
    mend_zh="请把那一版的政策文件放回政策文件夹",
    mend_en="Put the file of that version back into the folder of policies",
)
STEPS_OWED = register(
    "XG836",
    zh="`{name}` 还不能生效，办理程序 `{procedure}` 有欠缺：{steps}",
    en="`{name}` cannot take effect yet, the procedure `{procedure}` is not complete: {steps}",
    exit=4,
    mend_zh="请逐步办完并登记，如 `--step {first}`",
    mend_en="Take and record them one by one, such as `--step {first}`",
)
BAD_NAME = register(
    "XG837",
    zh="{what} 不能为空、过长或含控制字符",
    en="{what} must not be empty, too long or hold control characters",
    exit=4,
    mend_zh="请写一行短文字",
    mend_en="Write one short line",
)
NOTHING = register(
    "XG838",
    zh="没有可登记的内容：写事件、步骤或事实",
    en="nothing to record: give an event, a step or facts",
    exit=2,
    mend_zh="如 `xgxp case record W-017 聘用 --on 2026-08-20`，或 `--step …`、`--facts 文件`",
    mend_en="Such as `xgxp case record W-017 聘用 --on 2026-08-20`, or `--step …`, `--facts FILE`",
)
NOT_A_LIST = register(
    "XG839",
    zh="不能往 `{name}` 里加：它不是列表",
    en="nothing can be added to `{name}`: it is no list",
    exit=4,
    mend_zh="一项事实变了，用 `--facts`；`--add` 只往列表里加一条",
    mend_en="Use `--facts` for a fact that has changed; `--add` adds an entry to a list",
)
BEFORE_CASE = register(
    "XG840",
    zh="案件 `{case}` 在 {day} 还没有开立（{opened} 开立）",
    en="case `{case}` did not exist on {day}; it was opened on {opened}",
    exit=2,
    mend_zh="请写 {opened} 或以后的日子",
    mend_en="Give {opened} or a later day",
)
NO_PROCEDURE = register(
    "XG841",
    zh="政策 `{policy}` 没有办理程序 `{name}`",
    en="policy `{policy}` has no procedure `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=4,
)
OPENING_STAYS = register(
    "XG842",
    zh="开立案件的登记可以更正，不能撤销",
    en="the entry that opened a case can be corrected, not withdrawn",
    exit=4,
    mend_zh="请用 `--corrects 1` 加上正确的内容",
    mend_en="Correct it with `--corrects 1` and what is right",
)
CORRECTS_A_CORRECTION = register(
    "XG843",
    zh="第 {number} 条登记本身是更正；请更正它所更正的第 {first} 条",
    en="entry {number} is itself a correction; correct entry {first}, which it corrects",
    exit=4,
)
ENGINE_DOWN = register(
    "XG844",
    zh="推演案件的引擎 {times} 次中断，这一次没有答复；登记的内容完好",
    en="the engine went down {times} times and gave no answer; what was recorded is intact",
    exit=70,
    mend_zh="请再试一次；仍不行的，先不看期限：`xgxp case history`",
    mend_en="Try again; `xgxp case history` shows what is recorded meanwhile",
)
WRONG_KIND = register(
    "XG845",
    zh="流程 `{name}` 针对的是 {wanted}，给出的记录是 {given}",
    en="the process `{name}` is about a {wanted}, the record is a {given}",
    exit=4,
    mend_zh="请给一份{wanted}的记录",
    mend_en="Hand in the record of a {wanted}",
)
STEP_NAMED_TWICE = register(
    "XG846",
    zh="流程里没有写明属于哪个办理程序，请用 --procedure 指明（有：{names}）",
    en="say which procedure the step belongs to with --procedure (there are: {names})",
    exit=2,
)
