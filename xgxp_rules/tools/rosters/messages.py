"""What may be wrong with a roster's files, each said once in both languages."""

from __future__ import annotations

from typing import Final

from xgxp_rules.diagnostics import register

EMPTY: Final = register(
    "XG960", zh="文件是空的，没有一行数据", en="the file is empty: it holds no row of data", exit=4
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
)
STRANGE_KIND: Final = register(
    "XG965",
    zh="不认识这种文件 `{name}`；可用 .xlsx、.csv、.parquet 或放 CSV 的文件夹",
    en="`{name}` is no kind of file that is known here: .xlsx, .csv, .parquet or a folder of CSV",
    exit=2,
)
NO_ENCODING: Final = register(
    "XG966",
    zh="看不出这份 CSV 是什么编码；UTF-8、GBK（GB18030）和 UTF-16 都读不通",
    en="the encoding of this CSV is not to be found: it is neither UTF-8 nor GBK (GB18030) nor UTF-16",
    mend_zh="按 UTF-8 读到第 {mend} 行读不下去；请用 Excel 或记事本打开，另存为 UTF-8 后再试",
    mend_en="As UTF-8 it can be read as far as line {mend}; save it as UTF-8 and try again",
    exit=4,
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
)
UNUSED_SHEET: Final = register(
    "XG971",
    zh="表“{name}”没有用到：不是这项政策认识的列表",
    en="sheet {name} is not used: the policy knows no such list",
    mend_zh="是否想写 `{mend}`？",
    mend_en="did you mean `{mend}`?",
    exit=4,
)
SHEET_TWICE: Final = register("XG972", zh="表“{name}”有两份", en="there are two sheets {name}", exit=4)
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
)
COLUMN_TWICE: Final = register(
    "XG973",
    zh="“{sheet}”表里有两列都是 `{name}`",
    en="two columns of sheet {sheet} are both `{name}`",
    exit=4,
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

# Cells

NO_VALUE: Final = register(
    "XG981",
    zh="这一格是公式，没有算出的值",
    en="this cell is a formula without a worked-out value",
    mend_zh="请用 Excel 打开并保存一次，或改填数值",
    mend_en="Open and save it in Excel, or write the value itself",
    exit=4,
)
MERGED: Final = register(
    "XG982",
    zh="这一格并入了别的格，读不到值",
    en="this cell is merged into another, and has no value of its own",
    mend_zh="请取消合并，每行都填写",
    mend_en="Undo the merging and fill in every row",
    exit=4,
)
SERIAL: Final = register(
    "XG983",
    zh="这里应是日期；写的像 Excel 的日期序号",
    en="a date is expected here; this looks like a day number of Excel",
    mend_zh="是 {mend} 吗？请把这一列设为日期格式",
    mend_en="is it {mend}? Format the column as dates",
    exit=4,
)
NOBODY: Final = register(
    "XG984",
    zh="教师表里没有这个编号",
    en="no row of the sheet of teachers has this id",
    mend_zh="是 `{mend}` 吗？前面的零可能丢了，或者大小写不同，请写成一样（把这一列设为文本格式）；此人先退回",
    mend_en="is it `{mend}`? Zeros in front may be lost: format the column as text; that person is rejected",
    exit=4,
)
REMARKS: Final = register(
    "XG910",
    zh="“{sheet}”表有 {count} 行像是合计或备注，没有当作记录：{rows}",
    en="sheet {sheet}: rows like totals or remarks were not read as entries ({count}): {rows}",
    exit=4,
)
NAMELESS_COLUMN: Final = register(
    "XG911",
    zh="“{sheet}”表有 {count} 列有内容，但没有列名，没有读（{where}）",
    en="sheet {sheet}: columns without a name hold something and were not read ({count}: {where})",
    exit=4,
)
SAME_SHEET: Final = register(
    "XG912",
    zh="“{name}”和“{other}”像是同一张{kind}表，请只留一张，或给另一张起别的名字",
    en="{name} and {other} both look like the sheet of {kind}: keep one, or give the other another name",
    exit=4,
)
COLUMN_HELD: Final = register(
    "XG913",
    zh="“{sheet}”表的 `{name}` 在“{other}”表里已经有了，请只留一处",
    en="`{name}` of sheet {sheet} stands in sheet {other} already: keep one of them",
    exit=4,
)
HIDDEN_SHEET: Final = register(
    "XG914", zh="表“{name}”是隐藏的，也读入了", en="sheet {name} is hidden; it was read all the same", exit=4
)
HIDDEN_ROWS: Final = register(
    "XG915",
    zh="“{sheet}”表有 {count} 行被筛选或隐藏，也读入了",
    en="sheet {sheet}: filtered or hidden rows were read all the same ({count})",
    exit=4,
)
ERROR_CELL: Final = register(
    "XG916",
    zh="这一格是 Excel 的错误值（如 #N/A），没有内容可读",
    en="this cell is an error of Excel, such as #N/A, and holds nothing to read",
    mend_zh="请改正公式，或改填内容",
    mend_en="Mend the formula, or write the value itself",
    exit=4,
)
NOT_WHAT_IT_SAYS: Final = register(
    "XG917",
    zh="这个文件其实是{really}，不能直接读",
    en="this file is really {really}, which cannot be read as it is",
    mend_zh="请用 Excel 打开，另存为 .xlsx 后再试",
    mend_en="Open it in Excel, save it as .xlsx and try again",
    exit=4,
)
LOCK_FILE: Final = register(
    "XG918",
    zh="这是 Excel 打开工作簿时留下的临时文件，不是工作簿本身；请用 `{name}`",
    en="Excel keeps this file while a workbook is open; the workbook itself is `{name}`",
    exit=4,
)
EMPTY_FOLDER: Final = register("XG919", zh="这个文件夹里没有 CSV 文件", en="this folder holds no CSV file", exit=4)
NO_BODY: Final = register(
    "XG905",
    zh="“{kind}”表里没有叫这个名称或编号的，或者不止一个",
    en="no row of the sheet {kind} has this name or id, or more than one",
    exit=4,
)
TWICE: Final = register(
    "XG985",
    zh="这个编号在教师表里出现不止一次，分不清是哪一位",
    en="this id stands more than once in the sheet of teachers",
    exit=4,
)
NO_ID: Final = register("XG986", zh="这一行没有编号", en="this row has no id", exit=4)
TOO_WIDE: Final = register(
    "XG987", zh="这一行的格数多于列名", en="this row has more cells than there are columns", exit=4
)
LOST_DIGITS: Final = register(
    "XG988",
    zh="这个数有十六位以上，Excel 只留得住前十五位",
    en="this number has sixteen digits or more, of which Excel keeps fifteen",
    mend_zh="请把这一列设为文本格式，重新填写",
    mend_en="Format the column as text and write it again",
    exit=4,
)
NO_ROWS: Final = register(
    "XG989",
    zh="“{sheet}”表只有列名，没有一行数据",
    en="sheet {sheet} has columns, but no row of data",
    exit=4,
)
NOT_WHOLE: Final = register(
    "XG990",
    zh="没有说哪些表是完整的，所以没有行的人算作“不知道”：{names}",
    en="no list is said to be complete, so whoever has no row counts as unknown: {names}",
    mend_zh="若这些表登记了所有的人，请加 --complete 全部",
    mend_en="if these lists hold everybody's entries, add --complete all",
    exit=4,
)

TWO_SCHOOLS: Final = register(
    "XG994",
    zh="这个编号在“{sheet}”表里出现不止一次，分不清是哪一个；这几行都没有采用",
    en="this id stands more than once in sheet {sheet}; none of its rows is used",
    exit=4,
)
COLUMN_LACKING: Final = register(
    "XG995",
    zh="“{sheet}”表没有“{name}”一列，缺它而未定的：{decisions}",
    en="sheet {sheet} has no column {name}; undetermined for want of it: {decisions}",
    mend_zh="`{mend}` 是这一列吗？请改名，或用 --map 说明",
    mend_en="is it `{mend}`? Rename it, or say so with --map",
    exit=4,
)
COLUMNS_LACKING: Final = register(
    "XG920",
    zh="“{sheet}”表没有这 {count} 列：{names}；缺它们而未定的：{decisions}",
    en="sheet {sheet} lacks {count} columns: {names}; undetermined for want of them: {decisions}",
    exit=4,
)
SHEET_LACKING: Final = register(
    "XG996",
    zh="没有“{name}”表，缺它而未定的：{decisions}",
    en="there is no sheet {name}; undetermined for want of it: {decisions}",
    mend_zh="`{mend}` 是这张表吗？请改名，或用 --map 说明",
    mend_en="is it `{mend}`? Rename it, or say so with --map",
    exit=4,
)

NO_SHEET_OF: Final = register(
    "XG959",
    zh="没有“{kind}”表，针对{kind}的 {count} 项决定没有作：{names}",
    en="there is no sheet of {kind}, so {count} decisions about them were not made: {names}",
    mend_zh="`{mend}` 是这张表吗？请改名为“{sheet}”，或用 --map 说明",
    mend_en="is `{mend}` that sheet? Call it {sheet}, or say so with --map",
    exit=4,
)
UNUSED_KIND: Final = register(
    "XG997",
    zh="表“{name}”没有读：要作的决定都不针对{kind}，也不引用",
    en="sheet {name} was not read: no decision asked for is about {kind}, or refers to them",
    exit=4,
)

# Quotas

NOTHING_TO_COUNT: Final = register(
    "XG992",
    zh="比例“{name}”没有计算：它统计的是{kind}，名单里没有能用的“{sheet}”表",
    en="quota {name} was not counted: it counts {kind}, and the roster has no usable sheet {sheet}",
    exit=4,
)
NOT_COUNTED: Final = register(
    "XG993", zh="比例“{name}”没有计算：{why}", en="quota {name} was not counted: {why}", exit=4
)
