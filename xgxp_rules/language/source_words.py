"""What is said about the text of a file as a whole and its lines (XG00x to XG03x), in Chinese and English.

Kept apart from the rules that find the problems, so that the sentences can be read and improved as one page.
"""

from xgxp_rules.diagnostics import register

CODES: tuple[str, ...] = (
    # The file as a whole.
    register(
        "XG001",
        zh="文件不是 UTF-8 编码：第 {line} 行有读不懂的字节 {byte}（文件第 {offset} 个字节之后）",
        en="The file is not UTF-8: line {line} has the unreadable byte {byte} (after byte {offset} of the file)",
        mend_zh="请用编辑器另存为 UTF-8",
        mend_en="Save it as UTF-8 in the editor",
    ),
    register(
        "XG002",
        zh="文件不是 UTF-8 编码，看来是 {guess}：第 {line} 行有字节 {byte}（文件第 {offset} 个字节之后）",
        en="The file is not UTF-8 but seems to be {guess}: line {line} has the byte {byte} (after byte {offset})",
        mend_zh="请用编辑器打开，另存为 UTF-8",
        mend_en="Open it in an editor and save it as UTF-8",
    ),
    register(
        "XG003",
        zh="这里有一个不可打印的控制字符（{point}）",
        en="There is an unprintable control character here ({point})",
        mend_zh="请删去它；如果到处都是，文件可能不是文本文件",
        mend_en="Delete it; if they are everywhere, this may not be a text file",
    ),
    register(
        "XG006",
        zh="`{text}` 在这里开始了第二份内容，一个文件只能有一份",
        en="`{text}` begins a second document here, and a file holds only one",
        mend_zh="请删去这一行，或者分成两个文件",
        mend_en="Delete this line, or make two files",
    ),
    register(
        "XG007",
        zh="文件里不能有 `{text}` 这样的 YAML 指令",
        en="A file has no YAML directives such as `{text}`",
        mend_zh="请删去这一行",
        mend_en="Delete this line",
    ),
    register(
        "XG008",
        zh="`{text}` 会被当作锚点记号，这几个字就不见了",
        en="`{text}` is taken for an anchor, and the words vanish",
        mend_zh="文字里要有 & 的，请加引号：`{mend}`；否则请删去",
        mend_en="If the text needs the &, quote it: `{mend}`; otherwise delete it",
    ),
    register(
        "XG009",
        zh="`{text}` 以「*」开头，会被当作引用别处的内容",
        en="`{text}` begins with `*`, which refers to something elsewhere in the file",
        mend_zh="文字请加引号；如果是忘了前面的数，请补上，如 `3 * {name}`",
        mend_en="Quote it if it is text; if a number is missing in front, add it, as in `3 * {name}`",
    ),
    register(
        "XG010",
        zh="`{text}` 以「!」开头，会被当作类型标记丢掉，意思就反了",
        en="`{text}` begins with `!`, is dropped as a type mark, and the meaning is reversed",
        mend_zh="请写 `{mend}`",
        mend_en="Write `{mend}`",
    ),
    register(
        "XG017",
        zh="`{text}` 以「!」开头，会被当作类型标记",
        en="`{text}` begins with `!`, which is taken for a type mark",
        mend_zh="否定请用文字写，如 `不是 …`；确实要这个符号，请加引号：`{mend}`",
        mend_en="Say the negation in words, as in `不是 …`; to keep the sign, quote it: `{mend}`",
    ),
    register(
        "XG011",
        zh="「<<」是合并记号，这里不用",
        en="`<<` merges other content, which is not used here",
        mend_zh="请把需要的各项写出来",
        mend_en="Write out the entries that are needed",
    ),
    register(
        "XG012",
        zh="名称只能是文字，不能是列表或花括号里的内容",
        en="A name is a text, never a list or something in braces",
        mend_zh="档次请写成 `1 至 3: …`",
        mend_en="Write a row as `1 至 3: …`",
    ),
    register(
        "XG013",
        zh="`{text}` 写了两次，第一次在第 {line} 行",
        en="`{text}` is written twice, first on line {line}",
        mend_zh="同一层里每个名称只写一次：请合并成一项，或写成列表",
        mend_en="A name stands once at each depth: join the two, or write a list",
    ),
    register(
        "XG014",
        zh="`{text}` 写了两次，第一次在第 {line} 行",
        en="`{text}` is written twice, first on line {line}",
        mend_zh="两个条件请合成一项：`{mend}`",
        mend_en="Join the two conditions: `{mend}`",
    ),
    register(
        "XG015",
        zh="`{text}` 与第 {line} 行的 `{other}` 只差全角半角或字形，视为重复",
        en="`{text}` differs from `{other}` on line {line} only in the width or form of a character: a duplicate",
        mend_zh="请只留一种写法；若是两件事，请起不同的名称",
        mend_en="Keep one spelling; if they are two things, give them different names",
    ),
    register(
        "XG016",
        zh="文件里什么内容也没有",
        en="The file has no content",
    ),
    register(
        "XG018",
        zh="「%」不能作一行的开头",
        en="A line cannot begin with `%`",
        mend_zh="请给这段文字加引号，百分数请写成 `10%`；不需要就删去",
        mend_en="Quote the text, and write a percentage as `10%`; delete the line if it is not needed",
    ),
    # Nothing where something was meant.
    register(
        "XG020",
        zh="`{text}` 这里是空的",
        en="`{text}` is empty",
        mend_zh="请写上内容，不需要就删去这一项",
        mend_en="Fill it in, or delete the entry",
    ),
    register(
        "XG021",
        zh="`{text}` 的冒号后面少一个空格，整个被当成了一句话",
        en="The colon in `{text}` lacks a space after it, so the whole is read as one text",
    ),
    register(
        "XG022",
        zh="这里用了全角冒号「：」，要用半角冒号加一个空格",
        en="This is a full-width colon `：`; a half-width colon and a space are needed",
    ),
    register(
        "XG023",
        zh="名称和内容之间要用「: 」，这里是「{sign}」",
        en="Name and value are separated by `: `, and this is `{sign}`",
    ),
    register(
        "XG024",
        zh="半角逗号把 `{first}` 和 `{second}` 切成了两项",
        en="The half-width comma cuts `{first}` and `{second}` into two entries",
        mend_zh="请写 `{mend}`；文字里的逗号请用「，」，或给整句加引号",
        mend_en="Write `{mend}`; inside a text use `，`, or quote the whole",
    ),
    register(
        "XG025",
        zh="花括号里的千分位逗号把数字切成了 `{first}` 和 `{second}`",
        en="Inside braces the thousands comma cuts the number into `{first}` and `{second}`",
    ),
    register(
        "XG026",
        zh="「-」后面是空的",
        en="Nothing follows the `-`",
        mend_zh="请写上内容，或删去这一行",
        mend_en="Fill it in, or delete the line",
    ),
    register(
        "XG027",
        zh="冒号前面没有名称",
        en="There is no name before the colon",
        mend_zh="请写成 `名称: 内容`",
        mend_en="Write `name: value`",
    ),
    register(
        "XG028",
        zh="`{text}` 后面没有写内容",
        en="Nothing is said about `{text}`",
        mend_zh="请给每一项写上内容，如 `{mend}`；若是列表，请用方括号 `[ ]`",
        mend_en="Give each entry its value, as in `{mend}`; if it is a list, use square brackets `[ ]`",
    ),
    register(
        "XG029",
        zh="没有叫 `{text}` 的事实，`{name}` 后面是否少了冒号",
        en="There is no fact `{text}`; perhaps a colon is missing after `{name}`",
    ),
    # Lines, dashes, spaces, comments.
    register(
        "XG030",
        zh="未加引号的文字不能跨行：这一行接到了第 {line} 行的 `{first}` 后面",
        en="A text without quotes stays on one line: this line is joined to `{first}` on line {line}",
        mend_zh="若是新的一项，请与上一项对齐；若是同一段文字，请加引号或用「|」",
        mend_en="If it is a new entry, align it with the one above; if it is one text, quote it or use `|`",
    ),
    register(
        "XG031",
        zh="「-」后面少一个空格，不会被当作列表项",
        en="The `-` lacks a space after it and does not begin a list item",
    ),
    register(
        "XG032",
        zh="列表项要用半角「-」加一个空格，这里是另一种横线（{point}）",
        en="A list item begins with a half-width `-` and a space; this is another dash ({point})",
    ),
    register(
        "XG033",
        zh="缩进里有全角空格或不间断空格（{point}，{name}），这一行的层次会读错",
        en="The indentation contains a wide or hard space ({point}, {name}), so the line is read at another depth",
        mend_zh="请改成半角空格，每层两个",
        mend_en="Use ordinary spaces, two for each depth",
    ),
    register(
        "XG034",
        zh="内容的两端有全角空格、不间断空格或制表符（{point}，{name}）",
        en="A wide space, hard space or tab stands at an end of the value ({point}, {name})",
    ),
    register(
        "XG035",
        zh="名称 `{text}` 里有全角空格、不间断空格或制表符（{point}，{name}），成了另一个名称",
        en="The name `{text}` contains a wide or hard space or a tab ({point}, {name}) and is another name",
    ),
    register(
        "XG036",
        zh="`{text}` 里有看不见的字符（{point}，{name}）",
        en="`{text}` contains an invisible character ({point}, {name})",
        mend_zh="请删去后重打：`{mend}`",
        mend_en="Delete it and type again: `{mend}`",
    ),
    register(
        "XG037",
        zh="`{text}` 里的「{sign}」是形近的另一个字符（{point}，{name}），不是平常的字",
        en="`{sign}` in `{text}` is a look-alike ({point}, {name}), not the usual character",
        mend_zh="请重打：`{mend}`",
        mend_en="Type it again: `{mend}`",
    ),
    register(
        "XG038",
        zh="`{text}` 前面有空格，成了注释，不会被读到",
        en="`{text}` follows a space and is a comment, so it is not read",
        mend_zh="若是内容，请加引号：`{mend}`；若是注释，「#」后请空一格",
        mend_en="If it belongs to the value, quote it: `{mend}`; if it is a comment, put a space after `#`",
    ),
    register(
        "XG039",
        zh="「#」前面没有空格，不是注释，会成为内容的一部分",
        en="There is no space before `#`, so it is no comment but part of the value",
        mend_zh="若是注释，请写 `{mend}`；若是内容，请加引号：`{quoted}`",
        mend_en="Write a comment as `{mend}`; if it belongs to the value, quote it: `{quoted}`",
    ),
)
