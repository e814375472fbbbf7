"""The document says one bound, the rule another.

What: A rule quotes the document (`quote:`), the phrase puts a bound on a number, and no test of the rule does the same.
Why: 满六年 includes the day itself, 超过六年 does not. A whole year of people hangs on one word, and nobody sees it.
Example: `quote: 在同一学校连续任教满六年`, `when: {同校连续任教: 超过 6年}`.
Instead: Write the test with the document's own word: `同校连续任教: 满 6年`. If the document was later explained
otherwise, add a reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from xgxp_rules.diagnostics import Diagnostic, diagnose, register
from xgxp_rules.tools.lint.bounds import bounds_in, bounds_of, opposite
from xgxp_rules.tools.lint.quotes import quoted_rules
from xgxp_rules.tools.lint.subject import Subject

CODE = register(
    "XG707",
    zh="原文是“{phrase}”，规则写的是 `{test}`",
    en="the document says “{phrase}”, the rule says `{test}`",
    mend_zh="请在条件里用原文的词",
    mend_en="use the document's own word in the test",
)
SEVERITY = "warning"


def find(subject: Subject) -> Iterator[Diagnostic]:
    """Yield every quoted bound that the rule's tests on the same amount contradict."""
    for quoted in quoted_rules(subject):
        tested = tuple(bounds_of(quoted, subject.version))
        for said in bounds_in(quoted.text.text):
            same = [one for one in tested if one.amount == said.amount]
            if same and not any(one.op in (said.op, opposite(said.op)) for one in same):
                test = same[0]
                yield diagnose(
                    CODE,
                    test.span,
                    subject.version.file,
                    severity="warning",
                    also=(quoted.text.span,),
                    phrase=said.words,
                    test=test.words,
                )
