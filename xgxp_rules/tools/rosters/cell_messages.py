"""What may be wrong with the cells and rows of a roster, and with its quotas, each said once in both languages."""

from __future__ import annotations

from typing import Final

from xgxp_rules.diagnostics import register

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
    mend_zh="用得上的，请给这一列写上列名",
    mend_en="Give the column a name if it matters",
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
EMPTY_FOLDER: Final = register(
    "XG919",
    zh="这个文件夹里没有 CSV 文件",
    en="this folder holds no CSV file",
    exit=4,
    mend_zh="请放入 教师.csv 等表，或者改用 .xlsx",
    mend_en="Put 教师.csv and the other sheets into it, or use .xlsx",
)
NO_BODY: Final = register(
    "XG905",
    zh="“{kind}”表里没有叫这个名称或编号的，或者不止一个",
    en="no row of the sheet {kind} has this name or id, or more than one",
    exit=4,
    mend_zh="请核对名称，或者改写编号",
    mend_en="Check the name, or write the id",
)
TWICE: Final = register(
    "XG985",
    zh="这个编号在教师表里出现不止一次，分不清是哪一位",
    en="this id stands more than once in the sheet of teachers",
    exit=4,
    mend_zh="请改正编号，或者删去多出的一行",
    mend_en="Correct the id, or delete the row too many",
)
NO_ID: Final = register(
    "XG986",
    zh="这一行没有编号",
    en="this row has no id",
    exit=4,
    mend_zh="请填上编号；空行请删去",
    mend_en="Fill in the id, or delete the row if it is empty",
)
TOO_WIDE: Final = register(
    "XG987",
    zh="这一行的格数多于列名",
    en="this row has more cells than there are columns",
    exit=4,
    mend_zh="请把多出的内容移到有列名的格里，或者删去",
    mend_en="Move what is too much under a column with a name, or delete it",
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
    mend_zh="请从第二行起每人填一行；确实没有人的，可以删去这张表",
    mend_en="Fill one row for each from the second on, or delete the sheet if there is nobody",
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
    mend_zh="请给每所留下一行",
    mend_en="Leave one row for each",
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
    mend_zh="请补上这些列，或用 --map 说明",
    mend_en="Add the columns, or map them with --map",
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
    mend_zh="请加一张“{sheet}”表，要有编号一列",
    mend_en="Add a sheet {sheet} with a column of ids",
)
NOT_COUNTED: Final = register(
    "XG993",
    zh="比例“{name}”没有计算：{why}",
    en="quota {name} was not counted: {why}",
    exit=4,
)
