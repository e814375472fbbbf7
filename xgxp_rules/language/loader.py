"""One file to one policy version, or every problem in it at once.

The order of reading is fixed: the file's text, its head, the names it declares, the facts and parameters, then whatever
uses them, and last the questions about the whole. A file with an error gives no policy at all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from xgxp_rules.diagnostics import Diagnostic, PolicyError, in_file_order, nearest
from xgxp_rules.language import policy_messages as _policy_messages
from xgxp_rules.language.acceptances import read_acceptances
from xgxp_rules.language.builtin_facts import ABOUTS, builtin_vocabulary
from xgxp_rules.language.checker import check
from xgxp_rules.language.decisions import Draft, finish, read_drafts
from xgxp_rules.language.declare import declare_facts, declare_parameters, declare_undefined, report_captures
from xgxp_rules.language.effects import waived
from xgxp_rules.language.fields import Fields, Problems, read_fields, start_of
from xgxp_rules.language.guards import read_guards
from xgxp_rules.language.header import Header, as_spelled, cite, read_header
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.located import LMap, LText, Node
from xgxp_rules.language.points_reader import item_nodes, read_points_entry
from xgxp_rules.language.procedures import read_procedures
from xgxp_rules.language.processes import read_processes
from xgxp_rules.language.quotas import read_quotas
from xgxp_rules.language.readings import read_readings
from xgxp_rules.language.rules import Context, outcomes_without_rule, read_rules
from xgxp_rules.language.scope import Declared, Library
from xgxp_rules.language.source import read_source
from xgxp_rules.language.terms import read_terms
from xgxp_rules.language.transitions import read_transitions
from xgxp_rules.language.values_reader import kind_name
from xgxp_rules.model.policy import Document, Parameter, PolicyVersion
from xgxp_rules.model.values import Kind
from xgxp_rules.model.vocabulary import Fact, Vocabulary

__all__ = ["builtin_vocabulary", "check_policy", "load_policy"]

_MESSAGES = _policy_messages.__name__


KindOfTaken = Callable[[str, str], Kind | None]
"""Finds the kind of another policy's parameter, by the policy's id and the parameter's name."""


def _not_at_hand(policy: str, parameter: str) -> Kind | None:
    return None


def load_policy(text: str | bytes, file: str = "", *, kind_of_taken: KindOfTaken = _not_at_hand) -> PolicyVersion:
    """Return the policy version that the text of one file says.

    Raises:
        PolicyError: the file is not valid; all its problems are listed in the order of the file.
    """
    policy, problems = check_policy(text, file, kind_of_taken=kind_of_taken)
    errors = [each for each in problems if each.severity == "error"]
    if policy is None or errors:
        raise PolicyError(errors, {file: _as_text(text)})
    return policy


def check_policy(
    text: str | bytes, file: str = "", *, kind_of_taken: KindOfTaken = _not_at_hand
) -> tuple[PolicyVersion | None, list[Diagnostic]]:
    """Return the policy version, None where there are errors, and every error, warning and note in file order."""
    node, found = read_source(text, file)
    return check_located(node, found, text, file, kind_of_taken=kind_of_taken)


def check_located(
    node: Node | None,
    found: list[Diagnostic],
    text: str | bytes,
    file: str = "",
    *,
    kind_of_taken: KindOfTaken = _not_at_hand,
) -> tuple[PolicyVersion | None, list[Diagnostic]]:
    """Return the same of a text that has been located already, and what was found wrong with it then."""
    problems = Problems()
    policy = None if node is None else _read(node, problems, kind_of_taken, _doubled(found))
    later = [each for each in problems.found if not _explained(each, found)]
    listed = in_file_order(replace(each, file=file) for each in (*found, *later))
    if policy is None or any(each.severity == "error" for each in listed):
        return None, listed
    return replace(policy, content_hash=content_hash(text), file=file), listed


def _doubled(found: list[Diagnostic]) -> frozenset[int]:
    """Return the lines of names that are written twice: the first stands in the tree, the second may be meant."""
    return frozenset(span.line for each in found if each.code in ("XG013", "XG014", "XG015") for span in each.also)


def _explained(problem: Diagnostic, earlier: list[Diagnostic]) -> bool:
    """Whether the very words have been reported already as badly written: what they would mean is then no news."""
    here = problem.span
    return any(
        each.severity == "error"
        and each.span.line == here.line == each.span.end_line
        and each.span.column < here.end_column
        and here.column < each.span.end_column
        for each in earlier
    )


def content_hash(text: str | bytes) -> str:
    r"""Return the SHA-256 of a file's text, the same whatever its line ends and with or without a byte order mark.

    >>> content_hash("甲\r\n") == content_hash("甲\n".encode("utf-8-sig"))
    True
    """
    plain = _as_text(text).removeprefix("\ufeff").replace("\r\n", "\n")
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()


def _as_text(text: str | bytes) -> str:
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def _is_no_policy(node: Node) -> bool:
    """Return whether a file has nothing that a policy has: a record or a table that lies among the policies."""
    names = [entry.key.text for entry in node.entries] if isinstance(node, LMap) else []
    shape = SHAPES["policy"]
    return bool(names) and not any(shape.key(name) or nearest(name, shape.spellings()) for name in names)


def _read(
    node: Node, problems: Problems, kind_of_taken: KindOfTaken, doubled: frozenset[int]
) -> PolicyVersion | None:
    if _is_no_policy(node):
        problems.say("XG115", start_of(node))
        return None
    fields = read_fields(node, SHAPES["policy"], "policy", problems, start_of(node))
    if fields is None:
        return None
    header = read_header(fields)
    library = Library({about: builtin_vocabulary(about) for about in ABOUTS}, problems, units=header.units)
    library.kind_of_taken, library.doubled = kind_of_taken, doubled
    library.anniversary, library.calendar = header.time.anniversary, header.time.calendar
    read_terms(fields, library)
    drafts = read_drafts(fields.named("decisions"), library)
    facts = _declared_facts(fields, library) + declare_undefined(fields.named("undefined"), library)
    named = declare_parameters(fields.named("parameters"), library)
    report_captures(library)
    return _assemble(fields, header, library, drafts, facts, named)


def _assemble(
    fields: Fields,
    header: Header,
    library: Library,
    drafts: list[Draft],
    facts: list[Declared[Fact]],
    named: list[Declared[Parameter]],
) -> PolicyVersion:
    problems = library.problems
    read = [(each, fact) for each in facts if (fact := library.demand(each)) is not None]
    for declared, fact in read:
        _same_kind_as_builtin(declared, fact, library)
    parameters = tuple(
        replace(made, clauses=as_spelled(made.clauses, header.document))
        for each in named
        if (made := library.demand(each)) is not None
    )
    _clauses_of(facts, named, header.document, library)
    decisions = tuple(finish(draft, library, header.document) for draft in drafts)
    unclear = {(draft.decision.id, "") for draft in drafts if _otherwise_is_wrong(draft)}
    context = Context(library, decisions, header.document, unclear)
    rules = read_rules(fields, context)
    guards = read_guards(fields, context)
    quotas = read_quotas(fields, context)
    processes = read_processes(fields, context)
    readings = read_readings(fields, context, rules, quotas, processes)
    transitions = read_transitions(fields, context, header.version)
    procedures = read_procedures(fields, context)
    problems.add(*outcomes_without_rule(context))
    policy = PolicyVersion(
        header.policy,
        header.version,
        header.title,
        header.status,
        header.in_force,
        header.kind,
        header.jurisdiction,
        header.under,
        header.document,
        _vocabularies(read, library),
        parameters,
        decisions,
        rules,
        guards,
        readings,
        header.units,
        transitions=transitions,
        quotas=quotas,
        procedures=procedures,
        processes=processes,
        terms=tuple(library.terms.values()),
        accepts=read_acceptances(fields),
        calendar=header.time.calendar,
    )
    policy = waived(policy)
    if not library.shared:
        problems.add(*check(policy, whole=not problems.errors))
    return policy


def _declared_facts(fields: Fields, library: Library) -> list[Declared[Fact]]:
    facts = declare_facts(fields.named("facts"), library)
    return facts + declare_facts(fields.named("points"), library, read_points_entry)


def _otherwise_is_wrong(draft: Draft) -> bool:
    return "otherwise" in draft.fields and not draft.decision.otherwise


def _vocabularies(read: list[tuple[Declared[Fact], Fact]], library: Library) -> tuple[Vocabulary, ...]:
    made = []
    for about, builtin in library.builtins.items():
        results = dict.fromkeys(library.results.get(about, {}).values())
        own = [fact for declared, fact in read if declared.about == about]
        made.append(builtin.extended([*own, *results]) if own or results else builtin)
    return tuple(made)


def _same_kind_as_builtin(declared: Declared[Fact], fact: Fact, library: Library) -> None:
    """Report a fact that takes the place of a built-in one and is of another kind: built-in forms rely on it."""
    builtin = library.builtins[declared.about]
    old = builtin.get(fact.id)
    if old is not None and old.kind.name != fact.kind.name:
        library.problems.say(
            "XG319", declared.key.span, name=fact.label, old=kind_name(old.kind), new=kind_name(fact.kind)
        )


def _clauses_of(
    facts: list[Declared[Fact]], named: list[Declared[Parameter]], document: Document, library: Library
) -> None:
    """Report a clause that a fact or a parameter cites and the document lacks."""
    nodes: list[Node] = [*(fact.node for fact in facts), *(each.node for each in named)]
    nodes += [item for fact in facts for item in item_nodes(fact.node)]
    for node in nodes:
        for entry in node.entries if isinstance(node, LMap) else ():
            if entry.key.text in ("clause", "依据"):
                texts = [entry.value] if isinstance(entry.value, LText) else getattr(entry.value, "items", ())
                for text in texts:
                    if isinstance(text, LText) and not text.empty:
                        cite(text, document, library.problems)
