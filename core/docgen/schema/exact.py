"""Numbers with their decimals as they stand, such as amounts of money."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any


class Exact(Decimal):
    """A number with its decimals as they stand: 3600.50. It prints without exponents, and counts and compares with what
    a template or an expression holds (1680.50 * 1.5, 金额 > 99.9); a float is taken to 15 digits, as Excel keeps it, so
    that 0.1 + 0.2 is 0.3."""

    def __str__(self) -> str:
        return f"{self:f}"

    def __format__(self, spec: str, /, *_: Any) -> str:
        return Decimal(self).__format__(spec or "f")

    def __hash__(self) -> int:
        return Decimal(self).__hash__()


def of_float(value: float) -> Decimal:
    """The number that a person typed or sees, who knows nothing of binary fractions."""
    return Decimal(f"{value:.15g}")


def _counting(name: str) -> Callable[[Exact, Any], Any]:
    plain = getattr(Decimal, name)

    def operation(self: Exact, other: Any) -> Any:
        made = plain(self, of_float(other) if isinstance(other, float) else other)
        return made if made is NotImplemented else Exact(_to_an_end(made))

    return operation


def _to_an_end(number: Decimal) -> Decimal:
    """A result whose decimals have no end (1000 / 3), taken to 15 digits, as Excel keeps it; another as it is."""
    _, digits, exponent = number.as_tuple()
    endless = isinstance(exponent, int) and exponent < -10 and len(digits) > 15
    return Decimal(f"{number:.15g}").normalize() if endless else number


def _changing(name: str) -> Callable[[Exact], Exact]:
    plain = getattr(Decimal, name)
    return lambda self: Exact(plain(self))


def _comparing(name: str) -> Callable[[Exact, Any], Any]:
    plain = getattr(Decimal, name)

    def operation(self: Exact, other: Any) -> Any:
        return plain(self, of_float(other) if isinstance(other, float) else other)

    return operation


for _name in "add radd sub rsub mul rmul truediv rtruediv floordiv rfloordiv mod rmod pow".split():
    setattr(Exact, f"__{_name}__", _counting(f"__{_name}__"))
for _name in "neg pos abs".split():
    setattr(Exact, f"__{_name}__", _changing(f"__{_name}__"))
for _name in "eq ne lt le gt ge".split():
    setattr(Exact, f"__{_name}__", _comparing(f"__{_name}__"))
