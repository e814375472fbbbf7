"""The policy's own terms: who counts as what, which school lies in which zone, stored with the policy.

A term is a named set of values or a division into groups; a set may include other sets. A term's name stands in a test
wherever one of its values could, so that a list is written once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xgxp_rules.language import reach_messages as messages
from xgxp_rules.language.fields import Fields, Problems, read_fields
from xgxp_rules.language.keys import SHAPES
from xgxp_rules.language.located import Entry, LList, LMap, LText
from xgxp_rules.language.scope import Library
from xgxp_rules.model.terms import TermSet
from xgxp_rules.model.vocabulary import fold_name

_DEEPEST = 20
MOST_MEMBERS = 10_000
"""Values in one term, those of the terms it includes among them."""


@dataclass(slots=True)
class _Draft:
    """A term as it is written: its members may be the names of other terms."""

    key: LText
    members: tuple[LText, ...] = ()
    groups: dict[str, tuple[LText, ...]] = field(default_factory=dict)
    otherwise: str | None = None
    ordered: bool = False


def read_terms(fields: Fields, library: Library) -> None:
    """Add the entries of `terms:` to the library; each group of a term is a set of its own too."""
    drafts: dict[str, _Draft] = {}
    for entry in fields.named("terms"):
        for name, draft in _drafts(entry, library):
            if fold_name(name) in drafts or fold_name(name) in library.terms:
                library.problems.say(messages.TERM_NAME_TAKEN, draft.key.span, name=name)
            drafts.setdefault(fold_name(name), draft)
    known = dict(library.terms)
    for folded, draft in drafts.items():
        members = _expanded(draft, drafts, library.problems, (draft.key.text,), known)
        if len(members) > MOST_MEMBERS:
            library.problems.say(messages.TOO_MANY_MEMBERS, draft.key.span, name=draft.key.text, limit=MOST_MEMBERS)
        groups = tuple(
            (name, _expanded(drafts[fold_name(name)], drafts, library.problems, (name,), known))
            for name in draft.groups
        )
        _no_member_twice(groups, draft, library.problems)
        library.terms[folded] = TermSet(draft.key.text.strip(), members, groups, draft.otherwise, draft.ordered)


def _drafts(entry: Entry, library: Library) -> Iterator[tuple[str, _Draft]]:
    """Yield the term and, where it is a division, each of its groups."""
    problems, key = library.problems, entry.key
    if isinstance(entry.value, LList | LText):
        yield key.text, _Draft(key, _texts(entry.value, key.text, problems))
        return
    written = read_fields(entry.value, SHAPES["term"], key.text, problems, key.span)
    if written is None:
        return
    if ("includes" in written) is ("groups" in written):
        problems.say(messages.ONE_WAY_TO_SAY, key.span, name=key.text)
        return
    if "includes" in written:
        yield key.text, _Draft(key, written.text_nodes("includes"))
        return
    groups = {
        each.key.text.strip(): _texts(each.value, each.key.text, problems) for each in written.named("groups")
    }
    otherwise = written.text("else") or None
    draft = _Draft(key, (), groups, otherwise, written.word("ordered") == "low_to_high")
    yield key.text, draft
    for each in written.named("groups"):
        yield each.key.text.strip(), _Draft(each.key, groups[each.key.text.strip()])


def _texts(node: object, name: str, problems: Problems) -> tuple[LText, ...]:
    from xgxp_rules.language.fields import texts_of

    if isinstance(node, LList):
        return tuple(texts_of(node, name, problems))
    if isinstance(node, LText):
        return () if node.empty else (node,)
    if isinstance(node, LMap):
        problems.say("XG106", node.span, name=name)
    return ()


def _expanded(
    draft: _Draft,
    drafts: dict[str, _Draft],
    problems: Problems,
    chain: tuple[str, ...],
    known: dict[str, TermSet],
) -> tuple[str, ...]:
    """Return the values of a term, those of the terms that it includes in their place.

    A settings file's terms may include those of its policy, which are `known` already.
    """
    found: dict[str, None] = {}
    for member in draft.members:
        name = member.text.strip()
        inner = drafts.get(fold_name(name))
        if inner is None and (there := known.get(fold_name(name))) is not None:
            found |= dict.fromkeys(there.members)
        elif inner is None or (inner is draft and len(chain) == 1 and not draft.members[1:]):
            found[name] = None
        elif name in chain or len(chain) > _DEEPEST:
            if name == chain[0] and not _is_told(chain, problems):
                problems.say(messages.TERM_CIRCLE, draft.key.span, chain=" → ".join((*chain, name)))
            return tuple(found)
        else:
            found |= dict.fromkeys(_expanded(inner, drafts, problems, (*chain, name), known))
        if len(found) > MOST_MEMBERS:
            break
    for group in draft.groups:
        found |= dict.fromkeys(_expanded(drafts[fold_name(group)], drafts, problems, (*chain, group), known))
    return tuple(found)


def _is_told(chain: tuple[str, ...], problems: Problems) -> bool:
    """Return whether this circle has been reported, beginning at another of its terms."""
    told = [dict(one.args)["chain"] for one in problems.found if one.code == messages.TERM_CIRCLE]
    return any(isinstance(each, str) and set(each.split(" → ")) == set(chain) for each in told)


def _no_member_twice(groups: tuple[tuple[str, tuple[str, ...]], ...], draft: _Draft, problems: Problems) -> None:
    seen: dict[str, str] = {}
    for group, members in groups:
        for member in members:
            other = seen.setdefault(fold_name(member), group)
            if other != group:
                problems.say(messages.IN_TWO_GROUPS, draft.key.span, name=member, one=other, other=group)
