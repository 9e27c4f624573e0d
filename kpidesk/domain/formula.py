"""Formulas of KPIs: + - * / and parentheses over numbers and names. Nothing else is run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kpidesk.domain.errors import UsageError

MAX_LENGTH = 500
MAX_DEPTH = 40
MAX_PARTS = 600


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: Decimal

    @property
    def names(self) -> frozenset[str]:
        """None: a constant names nothing."""
        return frozenset()


@dataclass(frozen=True, slots=True)
class Name:
    """The key of a measure or of another KPI."""

    key: str

    @property
    def names(self) -> frozenset[str]:
        """Itself."""
        return frozenset((self.key,))


@dataclass(frozen=True, slots=True)
class Binary:
    """Two expressions joined by `operator`, one of + - * /."""

    operator: str
    left: Expression
    right: Expression

    @property
    def names(self) -> frozenset[str]:
        """The names used anywhere below."""
        return self.left.names | self.right.names


Expression = Number | Name | Binary
_Operand = Callable[[], Expression]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The value of a formula; for a division also what was divided by what.

    None is "no value": an operand is missing or a denominator is zero.
    """

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


_TOKENS = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>[-+*/()]))",
    re.ASCII,
)
_END = "end"


@lru_cache(maxsize=512)
def parse(text: str) -> Expression:
    """The expression that `text` writes down.

    Raises UsageError `formula.unreadable`, whose message and `position` (counted from 1) point
    at the first character that cannot be understood.
    """
    if len(text) > MAX_LENGTH:
        raise _fault(text, MAX_LENGTH, f"it is longer than {MAX_LENGTH} characters")
    return _Parser(text).parse()


def evaluate(expression: Expression, env: Mapping[str, Decimal | None]) -> Evaluation:
    """The value of `expression` with the values of its names taken from `env`.

    Worked out exactly and rounded once, to 28 digits, at the end: sums are divided last. A name
    that `env` lacks counts as missing.
    """
    if isinstance(expression, Binary) and expression.operator == "/":
        above, below = _exact(expression.left, env), _exact(expression.right, env)
        value = above / below if above is not None and below else None
        return Evaluation(_decimal(value), _decimal(above), _decimal(below))
    return Evaluation(_decimal(_exact(expression, env)))


def expand(expression: Expression, formulas: Mapping[str, str]) -> Expression:
    """`expression` with every name in `formulas` replaced by the formula it stands for.

    Formulas that are not needed are not read. Raises the error of `parse`, UsageError
    `formula.cycle` where formulas name each other in a circle, and `formula.size` where the
    result grows beyond what a formula that anyone means needs.
    """
    return _Expansion(formulas).of(expression, ())


class _Expansion:
    """One expansion; counts its parts, because formulas that double eight times over explode."""

    def __init__(self, formulas: Mapping[str, str]) -> None:
        self._formulas = formulas
        self._parts = 0

    def of(self, expression: Expression, path: tuple[str, ...]) -> Expression:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise UsageError(
                "formula.size",
                f"With the KPIs it names, the formula has more than {MAX_PARTS} parts. Shorten it.",
            )
        if isinstance(expression, Binary):
            left, right = self.of(expression.left, path), self.of(expression.right, path)
            return Binary(expression.operator, left, right)
        if not isinstance(expression, Name) or expression.key not in self._formulas:
            return expression
        if expression.key in path:
            raise _cycle((*path[path.index(expression.key) :], expression.key))
        return self.of(parse(self._formulas[expression.key]), (*path, expression.key))


def _cycle(keys: tuple[str, ...]) -> UsageError:
    return UsageError(
        "formula.cycle",
        f"These KPIs are defined by each other: {' → '.join(keys)}. Change one of their formulas.",
        params={"keys": keys},
    )


def _exact(expression: Expression, env: Mapping[str, Decimal | None]) -> Fraction | None:
    if isinstance(expression, Number):
        return Fraction(expression.value)
    if isinstance(expression, Name):
        value = env.get(expression.key)
        return None if value is None else Fraction(value)
    left, right = _exact(expression.left, env), _exact(expression.right, env)
    if left is None or right is None:
        return None
    match expression.operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case _:
            return left / right if right else None


def _decimal(value: Fraction | None) -> Decimal | None:
    if value is None:
        return None
    if value.denominator == 1:
        return Decimal(value.numerator)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _fault(text: str, position: int, reason: str) -> UsageError:
    return UsageError(
        "formula.unreadable",
        f"The formula “{text[:80]}” cannot be read at character {position + 1}: {reason}. "
        "A formula is made of names, numbers, + - * / and parentheses.",
        params={"position": position + 1},
    )


class _Parser:
    """Recursive descent: sum of products of atoms."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(self._tokenise())
        self._next = 0
        self._depth = 0

    def parse(self) -> Expression:
        expression = self._sum()
        if self._token.kind != _END:
            raise self._unexpected()
        return expression

    def _tokenise(self) -> Iterator[_Token]:
        position = 0
        end = len(self._text.rstrip())
        while position < end:
            match = _TOKENS.match(self._text, position)
            if match is None:
                rest = self._text[position:]
                start = position + len(rest) - len(rest.lstrip())
                raise _fault(self._text, start, f"“{self._text[start]}” has no meaning here")
            kind = str(match.lastgroup)
            yield _Token(kind, match[kind], match.start(kind))
            position = match.end()
        yield _Token(_END, "", end)

    @property
    def _token(self) -> _Token:
        return self._tokens[self._next]

    def _sum(self) -> Expression:
        return self._chain("+-", self._product)

    def _product(self) -> Expression:
        return self._chain("*/", self._atom)

    def _chain(self, operators: str, operand: _Operand) -> Expression:
        left = operand()
        while self._token.kind == "sign" and self._token.text in operators:
            operator = self._take().text
            left = Binary(operator, left, operand())
        return left

    def _atom(self) -> Expression:
        token = self._token
        if token.kind == "number":
            return Number(Decimal(self._take().text))
        if token.kind == "name":
            return Name(self._take().text)
        if token.text == "(":
            return self._nested(self._parenthesis)
        if token.text == "-":
            return self._nested(self._negative)
        raise self._unexpected()

    def _parenthesis(self) -> Expression:
        self._take()
        inside = self._sum()
        if self._token.text != ")":
            raise self._unexpected()
        self._take()
        return inside

    def _negative(self) -> Expression:
        self._take()
        return Binary("-", Number(Decimal(0)), self._atom())

    def _nested(self, inner: _Operand) -> Expression:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _fault(self._text, self._token.position, f"more than {MAX_DEPTH} levels deep")
        expression = inner()
        self._depth -= 1
        return expression

    def _take(self) -> _Token:
        token = self._token
        self._next += 1
        return token

    def _unexpected(self) -> UsageError:
        token = self._token
        found = (
            "the formula ends too early" if token.kind == _END else f"“{token.text}” is odd here"
        )
        return _fault(self._text, token.position, found)
