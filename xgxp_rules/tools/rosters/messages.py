"""What may be wrong with a roster's files, each said once in both languages."""

from __future__ import annotations

from typing import Final

from xgxp_rules.diagnostics import register

EMPTY: Final = register(
    "XG960",
    zh="文件是空的，没有一行数据",
    en="the file is empty: it holds no row of data",
    exit=4,
    mend_zh="第一行写列名，从第二行起每人一行",
    mend_en="Put the names of the columns into the first row and one person into each row below",
)
NO_WORKBOOK: Final = register(
    "XG961",
    zh="这不是完好的 Excel 工作簿（.xlsx），可能没有传完或已损坏",
    en="this is no sound Excel workbook (.xlsx); it may be cut short or damaged",
    mend_zh="请用 Excel 打开，另存为 .xlsx 后再试",
    mend_en="Open it in Excel, save it as .xlsx and try again",
    exit=4,
)
LOCKED: Final = register(
    "XG962",
    zh="这个工作簿设了打开密码，读不了",
    en="this workbook is protected by a password and cannot be read",
    mend_zh="请在 Excel 里取消密码后再试",
    mend_en="Remove the password in Excel and try again",
    exit=4,
)
OLD_EXCEL: Final = register(
    "XG963",
    zh="这是旧式的工作簿（.xls，或 WPS 的 .et）",
    en="this is a workbook of the old kind (.xls, or .et of WPS)",
    mend_zh="请用 Excel 另存为 .xlsx 后再试",
    mend_en="Save it as .xlsx in Excel and try again",
    exit=4,
)
TOO_BIG: Final = register(
    "XG964",
    zh="文件过大，或展开后过大（上限 {limit} MB）",
    en="the file is too large, packed or unpacked (limit: {limit} MB)",
    exit=4,
    mend_zh="请按学校分成几份",
    mend_en="Split it by school",
)
STRANGE_KIND: Final = register(
    "XG965",
    zh="不认识这种文件 `{name}`；可用 .xlsx、.csv、.parquet 或放 CSV 的文件夹",
    en="`{name}` is no kind of file that is known here: .xlsx, .csv, .parquet or a folder of CSV",
    exit=2,
    mend_zh="请用 Excel 另存为 .xlsx",
    mend_en="Save it as .xlsx from Excel",
)
NO_ENCODING: Final = register(
    "XG966",
    zh="看不出这份 CSV 是什么编码；UTF-8、GBK（GB18030）和 UTF-16 都读不通",
    en="the encoding of this CSV is not to be found: it is neither UTF-8 nor GBK (GB18030) nor UTF-16",
    mend_zh="按 UTF-8 读到第 {mend} 行读不下去；请用 Excel 或记事本打开，另存为 UTF-8 后再试",
    mend_en="As UTF-8 it can be read as far as line {mend}; save it as UTF-8 and try again",
    exit=4,
    advice_zh="请用 Excel 打开，另存为“CSV UTF-8（逗号分隔）”或 .xlsx",
    advice_en="Open it in Excel and save it as CSV UTF-8 (comma delimited) or .xlsx",
)
NO_TEACHERS: Final = register(
    "XG967",
    zh="没有“教师”表；有的表：{names}",
    en="there is no sheet of teachers; the sheets are: {names}",
    mend_zh="`{mend}` 是教师表吗？请改名为“教师”，或用 --map 说明",
    mend_en="is `{mend}` the sheet of teachers? Call it 教师 or teacher, or say so with --map",
    exit=4,
)
NO_KIND_SHEET: Final = register(
    "XG904",
    zh="没有{kinds}表，而这项政策的决定是针对它们的；有的表：{names}",
    en="there is no sheet of {kinds}, which the policy decides about; the sheets are: {names}",
    mend_zh="`{mend}` 是{kind}表吗？请改名为“{kind}”，或用 --map 说明",
    mend_en="is `{mend}` the sheet? Call it {kind}, or say so with --map",
    exit=4,
)
NO_ID_COLUMN: Final = register(
    "XG968",
    zh="“{sheet}”表没有编号一列；第一行的列名：{names}",
    en="sheet {sheet} has no column of ids; its columns are: {names}",
    mend_zh="`{mend}` 是编号吗？请改名为“{wanted}”，或用 --map 说明",
    mend_en="is `{mend}` the id? Call it {wanted}, or say so with --map",
    exit=4,
)
UNUSED_COLUMN: Final = register(
    "XG969",
    zh="“{sheet}”表的列 `{name}` 没有用到：这项政策不认识它",
    en="column `{name}` of sheet {sheet} is not used: the policy does not know it",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=4,
)
UNUSED_COLUMNS: Final = register(
    "XG970",
    zh="“{sheet}”表有 {count} 列没有用到：{names}",
    en="{count} columns of sheet {sheet} are not used: {names}",
    exit=4,
    mend_zh="用得上的，请用 --map 说明",
    mend_en="Map those that matter with --map",
)
UNUSED_SHEET: Final = register(
    "XG971",
    zh="表“{name}”没有用到：不是这项政策认识的列表",
    en="sheet {name} is not used: the policy knows no such list",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=4,
)
SHEET_TWICE: Final = register(
    "XG972",
    zh="表“{name}”有两份",
    en="there are two sheets {name}",
    exit=4,
    mend_zh="请留下一份",
    mend_en="Keep one",
)
STACKED: Final = register(
    "XG921",
    zh="“{name}”表由 {count} 张合成：{files}",
    en="sheet {name} is made of {count} sheets: {files}",
    exit=4,
)
MAPPED_NOTHING: Final = register(
    "XG922",
    zh="对照文件里的 {names} 在交来的表里没有",
    en="the mapping file speaks of {names}, which the sheets handed in do not have",
    exit=4,
    mend_zh="请照表里的名称改正对照文件",
    mend_en="Correct the mapping file by the names that the sheets have",
)
COLUMN_TWICE: Final = register(
    "XG973",
    zh="“{sheet}”表里有两列都是 `{name}`",
    en="two columns of sheet {sheet} are both `{name}`",
    exit=4,
    mend_zh="请给其中一列改名，或者删去",
    mend_en="Rename one of them, or delete it",
)
NO_LIST: Final = register(
    "XG974",
    zh="没有名为 `{name}` 的表，不能说它完整",
    en="there is no sheet `{name}` that could be complete",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
BAD_MAPPING: Final = register(
    "XG975",
    zh="对照文件的 `{name}` 应写成“名称: 名称”",
    en="`{name}` of the mapping file must map names to names",
    exit=2,
    mend_zh="如 `工号: 编号`，每行一个",
    mend_en="Such as `工号: 编号`, one to a line",
)
NO_EXTRA: Final = register(
    "XG976",
    zh="读写名单需要另行安装：pip install 'xgxp-rules[roster]'（缺 {name}）",
    en="rosters need an extra: pip install 'xgxp-rules[roster]' ({name} is missing)",
    exit=2,
)
NOTHING_DECIDED: Final = register(
    "XG977",
    zh="没有一份可以作出决定：读入 {count} 份，全部退回",
    en="nothing could be decided: {count} records were read, and all were rejected",
    exit=4,
    mend_zh="请照退回的原因改正名单，再运行一次",
    mend_en="Correct the roster by the reasons given, and run it again",
)
NO_SUCH_ENCODING: Final = register(
    "XG978",
    zh="不会用 `{name}` 编码写 CSV；可用 {names}",
    en="CSV cannot be written as `{name}`; it can as {names}",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
ENCODING_FOR_CSV: Final = register(
    "XG906",
    zh="--encoding 是写出的 CSV 的编码，请同时用 -o 写成 .csv；读入的文件不用说明编码",
    en="--encoding is that of the CSV that is written: name one with -o; files that are read need none",
    exit=2,
)
ONE_ANSWER: Final = register(
    "XG909",
    zh="`-o -` 和 --format json 都写到标准输出，只能用其中一项",
    en="`-o -` and --format json both write to standard output: use one of them",
    exit=2,
)
SIGNS_LACKING: Final = register(
    "XG907",
    zh="{encoding} 里没有 {count} 个字，文件里写成了它们的统一码：{signs}；要保留原字请用 --encoding gb18030 或 utf-8",
    en="{encoding} lacks {count} signs, which stand as their Unicode numbers: {signs}; gb18030 and utf-8 have them",
    exit=4,
)
ZEROS_IN_CSV: Final = register(
    "XG908",
    zh="有的编号以零开头或超过十五位，用 Excel 直接打开 CSV 会丢零、丢位；请写成 .xlsx，或在 Excel 里从文本导入",
    en="some ids begin with zero or have more than 15 digits, which Excel drops on opening a CSV: write .xlsx instead",
    exit=4,
)
BAD_OUTPUT: Final = register(
    "XG979",
    zh="不会写 `{name}`；可写 .xlsx、.csv 或 .parquet",
    en="`{name}` cannot be written: .xlsx, .csv and .parquet can",
    exit=2,
)
NO_SUCH_KEY: Final = register(
    "XG929",
    zh="对照文件里没有「{name}」这一项",
    en="a mapping file has no `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    advice_zh="只写 `表`、`列` 和 `完整`",
    advice_en="Only `sheets`, `columns` and `complete` stand in it",
    exit=2,
)
OWN_INPUT: Final = register(
    "XG928",
    zh="答案不能写到 `{name}`：那里有读入的名单，写了名单就没有了",
    en="the answers cannot go to `{name}`: a file of the roster stands there and would be lost",
    mend_zh="请在 -o 后面另写一个文件名",
    mend_en="Name another file after -o",
    exit=2,
)
IN_INTERPRETER: Final = register(
    "XG980",
    zh="决定“{name}”不能按列计算（{why}），改为逐人计算",
    en="decision {name} cannot be worked out in columns ({why}): it is decided person by person",
    exit=4,
)

BY_TRANSITIONS: Final = register(
    "XG923",
    zh="决定“{name}”有新旧版本的过渡规定，逐份决定适用哪一版本",
    en="decision {name} has transitions to another version: which one governs is asked record by record",
    exit=4,
)

NOT_IN_ROSTER: Final = register(
    "XG924",
    zh="名单里没有编号 `{name}`",
    en="nobody in the roster has the id `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=2,
)
REJECTED_RECORD: Final = register(
    "XG925",
    zh="`{name}` 已退回，不作决定；有误的地方如下",
    en="`{name}` was rejected and is not decided; what is wrong is told below",
    exit=4,
)
ONLY_EXPLAINED: Final = register(
    "XG926",
    zh="--explain 只看一两个人的推理，不写文件；请去掉 -o，或去掉 --explain",
    en="--explain shows single records and writes no file: leave out -o or --explain",
    exit=2,
)
