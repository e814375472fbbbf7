"""Procedures of a policy file: ordered steps, who takes them, and their times.

Steps follow each other as written unless `after` or `if_taken` says otherwise. In `when` of a step `已知` and `未知`
may stand, because a procedure changes no decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from xgxp_rules.diagnostics import Diagnostic, diagnose, nearest
from xgxp_rules.language.cohort_messages import (
    NEVER_OVER,
    NO_PROCEDURE,
    NO_STEP,
    NOT_A_PERIOD,
    NOTHING_BEFORE,
    STEP_CIRCLE,
    TOO_MANY,
)
from xgxp_rules.language.conditions import read_when
from xgxp_rules.language.fields import Fields, read_fields, start_of
from xgxp_rules.language.header import cited
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.literals import read_period
from xgxp_rules.language.located import Entry, LText, Node
from xgxp_rules.language.phrases import Phrase
from xgxp_rules.language.record_kinds import about_of
from xgxp_rules.language.rules import Context
from xgxp_rules.language.scope import Scope
from xgxp_rules.language.values_reader import read_operand
from xgxp_rules.language.yearly_days import read_deadline, read_during
from xgxp_rules.model.forms import StepTaken
from xgxp_rules.model.nodes import Operand, ParameterRef
from xgxp_rules.model.periods import Period
from xgxp_rules.model.policy import PolicyVersion
from xgxp_rules.model.procedure import Procedure, Step
from xgxp_rules.model.values import PERIOD
from xgxp_rules.model.vocabulary import fold_name
from xgxp_rules.spans import Span

MOST_STEPS = 100


def read_procedures(outer: Fields, context: Context) -> tuple[Procedure, ...]:
    """Return the procedures of the file; what is wrong has been reported."""
    found = (_procedure(entry, context) for entry in outer.named("procedures"))
    return tuple(each for each in found if each is not None)


def _procedure(entry: Entry, context: Context) -> Procedure | None:
    problems, name = context.library.problems, entry.key.text.strip()
    fields = read_fields(entry.value, SHAPES["procedure"], name, problems, entry.key.span)
    if fields is None:
        return None
    about = about_of(fields)
    items = list(fields.items("steps"))
    if len(items) > MOST_STEPS:
        problems.say(TOO_MANY, fields.span("steps"), name=fields.name("steps"), limit=MOST_STEPS)
        return None
    reader = _Steps(name, fields.name("steps"), Scope(context.library, about), context)
    for item in items:
        reader.add(item)
    steps = reader.ordered()
    clauses = cited(fields, context.document)
    title = fields.text("title") or name
    return Procedure(name, title, about, steps, clauses, fields.text("note"), entry.key.span)


class _Steps:
    """Collects the steps of one procedure."""

    def __init__(self, procedure: str, name: str, scope: Scope, context: Context) -> None:
        self.procedure, self.name, self.scope, self.context = procedure, name, scope, context
        self.problems = scope.library.problems
        self.found: dict[str, Step] = {}
        self.priors: list[LText] = []

    def add(self, node: Node) -> None:
        """Add one step; a second one of the same name is reported."""
        if isinstance(node, LText):
            self._enter(Step(node.text.strip(), self._before(), span=node.span), node.span)
            return
        fields = read_fields(node, SHAPES["step"], self.name, self.problems, start_of(node))
        if fields is None or not fields.text("step"):
            return
        self._enter(self._read(fields), fields.span("step"))

    def _before(self) -> tuple[str, ...]:
        return tuple(self.found)[-1:]

    def _enter(self, step: Step, span: Span) -> None:
        other = self.found.get(step.name)
        if other is not None:
            also, line = (other.span,), other.span.line
            self.problems.say("XG121", span, also=also, name=step.name, other=other.name, line=line)
            return
        self.found[step.name] = step

    def _read(self, fields: Fields) -> Step:
        name = fields.text("step")
        causes = self._named(fields, "if_taken")
        after = self._named(fields, "after") or causes or self._before()
        within = self._length(fields)
        if within is not None and not after:
            self.problems.say(NOTHING_BEFORE, fields.span("within"), name=fields.name("within"), step=name)
        return Step(
            name,
            after,
            fields.text("who"),
            fields.texts("consent"),
            within,
            self._deadline(fields),
            read_during(fields.text_node("during"), self.scope, fields.name("during")),
            self._period(fields, "publicity"),
            self._period(fields, "notice"),
            read_when(fields.node("when"), self.scope, fields.name("when")),
            bool(fields.flag("optional")),
            causes,
            cited(fields, self.context.document),
            fields.span("step"),
        )

    def _named(self, fields: Fields, key: str) -> tuple[str, ...]:
        """Return the steps that a key names; whether they exist is asked when all have been read."""
        nodes = fields.text_nodes(key)
        self.priors += nodes
        return tuple(node.text.strip() for node in nodes)

    def _period(self, fields: Fields, key: str) -> Period | None:
        node = fields.text_node(key)
        if node is None:
            return None
        period = read_period(Phrase.of(node.text).text)
        if period is None or period.family not in ("calendar", "working_days"):
            self.problems.say(NOT_A_PERIOD, node.span, name=fields.name(key), text=node.text)
            return None
        return period

    def _length(self, fields: Fields) -> Period | ParameterRef | None:
        """Return the time a step has: written out, or a parameter that is a time."""
        node = fields.text_node("within")
        declared = None if node is None else self.context.library.parameters.get(fold_name(node.text))
        if node is None or declared is None:
            return self._period(fields, "within")
        found = read_operand(node, PERIOD, self.scope, fields.name("within"))
        return found[0] if found is not None and isinstance(found[0], ParameterRef) else None

    def _deadline(self, fields: Fields) -> Operand | None:
        return read_deadline(fields.text_node("by"), self.scope, fields.name("by"))

    def ordered(self) -> tuple[Step, ...]:
        """Return the steps in the document's order; unknown priors and circles are reported."""
        for node in self.priors:
            if node.text.strip() not in self.found:
                mend = nearest(node.text, self.found)
                self.problems.say(NO_STEP, node.span, mend=mend, procedure=self.procedure, name=node.text)
        try:
            waits = {step.name: (*step.after, *step.if_taken) for step in self.found.values()}
            tuple(TopologicalSorter(waits).static_order())
        except CycleError as error:
            chain = list(reversed(error.args[1]))
            span = self.found[chain[0]].span if chain[0] in self.found else Span.none()
            self.problems.say(STEP_CIRCLE, span, chain=" → ".join(chain))
        return tuple(self.found.values())


def unknown_procedures(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield each outcome, rule, guard or transition of a process whose procedure the file does not declare.

    A file that declares none at all names its procedures in words only, for the reader; but a transition that waits for
    one needs its steps.
    """
    names = [name for each in policy.procedures for name in (each.id, each.title)]
    folded = {fold_name(name) for name in names}
    asked = [(move.procedure, move.span) for process in policy.processes for move in process.moves]
    if policy.procedures:
        asked += [(one.procedure, one.span) for decision in policy.decisions for one in decision.outcomes]
        asked += [(rule.procedure, rule.span) for rule in policy.rules]
        asked += [(guard.procedure, guard.span) for guard in policy.guards]
    for name, span in asked:
        if name and fold_name(name) not in folded:
            yield diagnose(NO_PROCEDURE, span, mend=nearest(name, names), name=name)


def unknown_steps(policy: PolicyVersion) -> Iterator[Diagnostic]:
    """Yield each fact about a step that the file does not declare, or that has no time to run out."""
    names = [name for each in policy.procedures for name in (each.id, each.title)]
    for fact in (fact for vocabulary in policy.vocabularies for fact in vocabulary.facts if fact.local):
        form = fact.form
        if not isinstance(form, StepTaken):
            continue
        wanted = fold_name(form.procedure)
        found = next((p for p in policy.procedures if wanted in (fold_name(p.id), fold_name(p.title))), None)
        if found is None:
            yield diagnose(NO_PROCEDURE, fact.span, mend=nearest(form.procedure, names), name=form.procedure)
            continue
        steps = {fold_name(one.name): one for one in found.steps}
        step = steps.get(fold_name(form.step))
        if step is None:
            mend = nearest(form.step, [one.name for one in found.steps])
            yield diagnose(NO_STEP, fact.span, mend=mend, procedure=found.id, name=form.step)
        elif form.gives == "over" and step.publicity is None and step.notice is None:
            yield diagnose(NEVER_OVER, fact.span, name=fact.label, step=step.name)
