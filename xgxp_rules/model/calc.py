"""Arithmetic as a tree: what stands behind `calc:`.

The leaves are the operands of every other test. Nothing is evaluated or checked for kinds here: whether a period may be
multiplied is the checker's question, how it is the interpreter's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xgxp_rules.model.nodes import Constant, FactRef, ParameterRef

CalcOp = Literal["+", "−", "×", "÷"]
"""The four signs; the minus is U+2212, as in print, whatever sign the author typed."""

CalcLeaf = Constant | ParameterRef | FactRef


@dataclass(frozen=True, slots=True)
class BinaryOp:
    """Two expressions joined by one sign."""

    op: CalcOp
    left: Calculation
    right: Calculation


Calculation = Constant | ParameterRef | FactRef | BinaryOp
CalcNode = Calculation


def leaves(calculation: Calculation) -> Iterator[CalcLeaf]:
    """Yield the numbers, parameters and facts of an expression, left to right.

    >>> two = Constant(2)
    >>> list(leaves(BinaryOp("×", two, FactRef("duties"))))
    [Constant(value=2, unit=None), FactRef(id='duties', scope='record', path=())]
    """
    if isinstance(calculation, BinaryOp):
        yield from leaves(calculation.left)
        yield from leaves(calculation.right)
    else:
        yield calculation
