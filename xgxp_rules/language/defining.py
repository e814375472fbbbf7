"""What the undefined terms of a policy mean, as a settings file says: one paper, one file, with its days and source.

A term is defined as a fact is declared: by a condition, a table, a division of values. The file may declare further
facts and terms of its own for it, and names everything that the policy knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from xgxp_rules.diagnostics import nearest, register
from xgxp_rules.language.declare import declare_facts
from xgxp_rules.language.fields import Fields
from xgxp_rules.language.form_reader import read_fact
from xgxp_rules.language.located import Entry, LText
from xgxp_rules.language.operands import comparable
from xgxp_rules.language.scope import Declared, Library
from xgxp_rules.language.terms import read_terms
from xgxp_rules.language.values_reader import kind_name
from xgxp_rules.model.definitions import Definition
from xgxp_rules.model.nodes import FactRef
from xgxp_rules.model.policy import Parameter, PolicyVersion
from xgxp_rules.model.references import names_in
from xgxp_rules.model.vocabulary import DefinedBy, Fact, Vocabulary, fold_name

NO_SOURCE: Final = register(
    "XG398",
    zh="`{name}` 的设定没有写来源",
    en="the value set for `{name}` names no source",
    mend_zh="请写 `source:`，如发文字号",
    mend_en="add `source:`, such as the number of the paper that sets it",
)
NO_TERM: Final = register(
    "XG385",
    zh="政策 {policy} 没有未界定的用语 `{name}`",
    en="policy {policy} has no undefined term `{name}`",
    mend_zh="是否想写 `{mend}`？",
    mend_en="Did you mean `{mend}`?",
)
DEFINED: Final = register(
    "XG386",
    zh="`{name}` 由文件本身说明，不能另作界定",
    en="the document itself says what `{name}` is: it cannot be defined otherwise",
    mend_zh="请删去这一条；确要不同于文件的，须由文件另行规定",
    mend_en="Delete this entry; only the document itself can say otherwise",
)
NO_MEANING: Final = register(
    "XG387",
    zh="`{name}` 的界定没有说明怎样判断",
    en="the definition of `{name}` does not say how it is told",
    mend_zh="请写 `is:` 和条件，或别的推算办法",
    mend_en="Write `is:` with a condition, or another form",
)
OTHER_KIND: Final = register(
    "XG388",
    zh="`{name}` 是{old}，界定给出的却是{new}",
    en="`{name}` is {old}, and its definition gives {new}",
    mend_zh="请写成{old}",
    mend_en="Make it {old}",
)
ROUND: Final = register(
    "XG389",
    zh="`{name}` 的界定又用到它自己",
    en="the definition of `{name}` comes back to itself",
    mend_zh="请只用别的事实来界定它",
    mend_en="Define it by other facts only",
)


def with_definitions(version: PolicyVersion, fields: Fields) -> PolicyVersion:
    """Return the version with what a settings file says its undefined terms mean; what is wrong is reported."""
    if "definitions" not in fields:
        return version
    library = _library(version, fields)
    read_terms(fields, library)
    helpers = declare_facts(fields.named("facts"), library)
    terms = [one for entry in fields.named("definitions") if (one := _term(entry, version, library)) is not None]
    vocabularies = tuple(
        each.extended([fact for one in helpers if one.about == each.about and (fact := library.demand(one))])
        for each in version.vocabularies
    )
    changed = replace(version, vocabularies=vocabularies)
    made = [each for one, old in terms if (each := _definition(one, old, changed, fields, library)) is not None]
    return replace(changed, definitions=(*version.definitions, *made))


def _library(version: PolicyVersion, fields: Fields) -> Library:
    """Return the names that a definition may use: everything that the policy knows."""
    library = Library({each.about: each for each in version.vocabularies}, fields.problems, units=version.units)
    library.calendar = version.calendar
    library.terms = {fold_name(term.name): term for term in version.terms}
    for parameter in version.parameters:
        library.parameters[fold_name(parameter.name)] = _known(parameter)
    return library


def _known(parameter: Parameter) -> Declared[Parameter]:
    key = LText(parameter.name, parameter.span)
    return Declared(
        parameter.name, parameter.name, "", key, key, lambda _one, _all: parameter, state="done", value=parameter
    )


def _term(entry: Entry, version: PolicyVersion, library: Library) -> tuple[Declared[Fact], Fact] | None:
    """Return a definition still unread and the term it is for; a name that is no open term is reported."""
    name = entry.key.text.strip()
    found = [(each.about, each[name]) for each in version.vocabularies if name in each]
    old = next(((about, fact) for about, fact in found if fact.undefined is not None), None)
    if old is None:
        mend = nearest(name, [fact.label for fact in version.undefined()])
        if found:
            library.problems.say(DEFINED, entry.key.span, name=name)
        else:
            library.problems.say(NO_TERM, entry.key.span, mend=mend, name=name, policy=version.id)
        return None
    about, fact = old
    declared = Declared(fact.label, fact.id, about, entry.key, entry.value, read_fact)
    for each in (fact.label, fact.id):
        library.facts.setdefault(about, {})[fold_name(each)] = declared
    return declared, fact


def _definition(
    declared: Declared[Fact], old: Fact, version: PolicyVersion, fields: Fields, library: Library
) -> Definition | None:
    fact = library.demand(declared)
    if fact is None or old.undefined is None:
        return None
    problems, span = fields.problems, declared.key.span
    if fact.form is None:
        problems.say(NO_MEANING, span, name=old.label)
        return None
    if not comparable(fact.kind, old.kind):
        problems.say(OTHER_KIND, span, name=old.label, old=kind_name(old.kind), new=kind_name(fact.kind))
        return None
    if old.id in _behind(fact, version.vocabulary(declared.about)):
        problems.say(ROUND, span, name=old.label)
        return None
    source = fields.text("source")
    if not source:
        problems.say(NO_SOURCE, span, name=old.label)
    begins, ends = fields.day("from"), fields.day("until")
    by = DefinedBy(old.undefined.defined_by, source, begins, ends)
    made = replace(
        old,
        form=fact.form,
        kind=old.kind if old.kind.name == "choice" else fact.kind,
        may_not_apply=fact.may_not_apply or old.may_not_apply,
        undefined=None,
        defined=by,
    )
    return Definition(declared.about, made, begins, ends)


def _behind(fact: Fact, vocabulary: Vocabulary) -> set[str]:
    """Return the ids of everything that a fact is worked out from, at first or second hand."""
    seen: set[str] = set()
    todo = list(_names(fact))
    while todo:
        name = todo.pop()
        if name not in seen and name in vocabulary:
            seen.add(name)
            todo += _names(vocabulary[name])
    return seen


def _names(fact: Fact) -> Iterator[str]:
    yield from (name.id for name in names_in(fact.form) if isinstance(name, FactRef) and name.scope == "record")
