"""Numbers, money, shares and dates as the user's locale writes them.

One formatter for every widget: no-break spaces in groups, a true minus (U+2212), "–" for no
value. The numbers' locale (region) and the words' locale (language) may differ: an English
window with Norwegian numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from kpidesk.domain.numbers import Unit

NO_VALUE = "–"
NBSP = "\u00a0"
MINUS = "\u2212"

_SYMBOLS = {"NOK": "kr", "SEK": "kr", "DKK": "kr", "EUR": "€", "GBP": "£", "USD": "$"}
# Languages that write a currency sign before the amount, and what stands between.
_BEFORE = {QLocale.Language.English: "", QLocale.Language.Dutch: NBSP}
_CLOSE_PERCENT = frozenset({QLocale.Language.English, QLocale.Language.Dutch})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in parts, so that its unit can be set smaller and apart."""

    number: str
    unit: str = ""
    unit_before: bool = False

    def __str__(self) -> str:
        if not self.unit:
            return self.number
        parts = (self.unit, self.number) if self.unit_before else (self.number, self.unit)
        return NBSP.join(parts)


@dataclass(frozen=True, slots=True)
class AxisScale:
    """How an axis writes its numbers: what they are divided by, and the unit said at the top."""

    divisor: float
    unit: str


class Formatter:
    """Writes domain values for one locale and one company currency."""

    def __init__(
        self, numbers: QLocale, words: QLocale | None = None, currency: str = "NOK"
    ) -> None:
        self._numbers = numbers
        self._words = words or numbers
        self.currency = currency
        self._point = numbers.decimalPoint()
        group = numbers.groupSeparator()
        self._group = NBSP if group.isspace() else group

    def with_currency(self, currency: str) -> Formatter:
        """The same locale for a company in another currency."""
        return Formatter(self._numbers, self._words, currency)

    @property
    def region(self) -> QLocale:
        """The locale of numbers and dates in figures, for fields that are typed in."""
        return self._numbers

    @property
    def currency_symbol(self) -> str:
        """The sign of the company's currency, or its code where it has none."""
        return _SYMBOLS.get(self.currency, self.currency)

    def number(self, value: Decimal | None, decimals: int = 0, *, signed: bool = False) -> str:
        """`1 855 800`, `2,1`, `−0,3`, and `+0,3` when signed."""
        if value is None:
            return NO_VALUE
        rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        whole, _, fraction = f"{abs(rounded):f}".partition(".")
        text = self._grouped(whole) + (self._point + fraction if fraction else "")
        if rounded < 0:
            return MINUS + text
        return f"+{text}" if signed and rounded > 0 else text

    def money(self, value: Decimal | None, *, signed: bool = False) -> str:
        """`1 855 800 kr`, `€ 1.240.500`; cents only where they matter (below 1 000)."""
        if value is None:
            return NO_VALUE
        return self._with_currency(self.number(value, _money_decimals(value), signed=signed))

    def percent(self, share: Decimal | None, decimals: int = 1, *, signed: bool = False) -> str:
        """A share as `12,6 %`."""
        if share is None:
            return NO_VALUE
        number = self.number(share * 100, decimals, signed=signed)
        return number + self.percent_sign

    def number_of(self, count: int) -> str:
        """A count as `84 000`."""
        return self.number(Decimal(count))

    def value(self, value: Decimal | None, unit: Unit, *, signed: bool = False) -> str:
        """A figure with its unit: `1 855 800 kr`, `61,7 %`, `27 days`, `29`."""
        if unit is Unit.PERCENT:
            return self.percent(value, signed=signed)
        if unit is Unit.MONEY:
            return self.money(value, signed=signed)
        return str(self.figure(value, unit, signed=signed))

    def figure(self, value: Decimal | None, unit: Unit, *, signed: bool = False) -> Figure:
        """A figure with its unit apart."""
        number = self.cell(value, unit, signed=signed)
        if value is None:
            return Figure(number)
        return Figure(number, self.unit(unit), unit.is_money and self._money_before is not None)

    def cell(self, value: Decimal | None, unit: Unit, *, signed: bool = False) -> str:
        """A figure without its unit, for table cells whose head names the unit."""
        if value is None:
            return NO_VALUE
        shown = value * 100 if unit is Unit.PERCENT else value
        return self.number(shown, _decimals(value, unit), signed=signed)

    def unit(self, unit: Unit) -> str:
        """The unit in words or as its sign; empty for counts."""
        translate = QCoreApplication.translate
        match unit:
            case Unit.MONEY:
                return self.currency_symbol
            case Unit.MONEY_PER_DAY:
                return translate("Units", "{currency} a day").format(currency=self.currency_symbol)
            case Unit.PERCENT:
                return "%"
            case Unit.DAYS:
                return translate("Units", "days")
            case Unit.MINUTES:
                return translate("Units", "min")
            case Unit.INDEX:
                return "×"
            case _:
                return ""

    def axis_scale(self, largest: float, unit: Unit) -> AxisScale:
        """The scale of an axis that reaches to `largest`: `million kr`, `1 000 kr`, `kr`, `%`."""
        translate = QCoreApplication.translate
        if unit is Unit.PERCENT:
            return AxisScale(0.01, "%")
        if not unit.is_money:
            return AxisScale(1.0, self.unit(unit))
        sign = self.currency_symbol
        if largest >= 2_000_000:
            return AxisScale(1e6, translate("Units", "million {currency}").format(currency=sign))
        if largest >= 10_000:
            return AxisScale(1e3, f"{self._grouped('1000')}{NBSP}{sign}")
        return AxisScale(1.0, sign)

    def tick(self, value: float, spacing: float) -> str:
        """A number on an axis, with the decimals that its spacing needs."""
        decimals = 0
        while decimals < 4 and abs(round(spacing, decimals) - spacing) > 1e-9:
            decimals += 1
        return self.number(Decimal(str(round(value, 6))), decimals if value else 0)

    def day(self, day: date | None, *, weekday: bool = False, year: bool = False) -> str:
        """`18 June`, `Thu 18 June`, `18 June 2026`."""
        translate = QCoreApplication.translate
        if weekday and year:
            pattern = translate("Dates", "ddd d MMMM yyyy")
        elif weekday:
            pattern = translate("Dates", "ddd d MMMM")
        elif year:
            pattern = translate("Dates", "d MMMM yyyy")
        else:
            pattern = translate("Dates", "d MMMM")
        return self._date(day, pattern)

    def short_date(self, day: date | None, *, year: bool = True) -> str:
        """`18 Jun 2026`, or `18 Jun`, where there is little room."""
        translate = QCoreApplication.translate
        pattern = translate("Dates", "d MMM yyyy") if year else translate("Dates", "d MMM")
        return self._date(day, pattern)

    def short_day(self, day: date | None) -> str:
        """Day and month in figures, `18.06`."""
        return self._date(day, QCoreApplication.translate("Dates", "dd.MM"))

    def month(self, day: date, *, year: bool = True, short: bool = False) -> str:
        """`June 2026`, `June`, `Jun`. `MMM` of some locales ends in a point, which is left out."""
        name = "LLL" if short else "LLLL"
        text = self._words.standaloneMonthName(
            day.month,
            QLocale.FormatType.ShortFormat if name == "LLL" else QLocale.FormatType.LongFormat,
        ).rstrip(".")
        return f"{text} {day.year}" if year else text

    def weekday(self, day: date) -> str:
        """The short name of a weekday, `Thu`."""
        return self._words.dayName(day.isoweekday(), QLocale.FormatType.ShortFormat).rstrip(".")

    def file_number(self, value: Decimal) -> str:
        """A number as a spreadsheet of this locale reads it back: no groups, a plain minus."""
        return f"{value:f}".replace(".", self._point)

    @property
    def _money_before(self) -> str | None:
        """What stands between a sign and the amount after it; None: the sign stands behind."""
        if self.currency_symbol in ("€", "£", "$"):
            return _BEFORE.get(self._numbers.language())
        return None

    @property
    def percent_sign(self) -> str:
        """What follows a number that is a percentage: a space and the sign, or the sign alone."""
        return "%" if self._numbers.language() in _CLOSE_PERCENT else f"{NBSP}%"

    def _with_currency(self, number: str) -> str:
        gap = self._money_before
        if gap is None:
            return f"{number}{NBSP}{self.currency_symbol}"
        sign = number[0] if number[0] in (MINUS, "+") else ""
        return f"{sign}{self.currency_symbol}{gap}{number[len(sign) :]}"

    def _grouped(self, digits: str) -> str:
        head = len(digits) % 3
        groups = [digits[:head]] if head else []
        groups += [digits[at : at + 3] for at in range(head, len(digits), 3)]
        return self._group.join(groups)

    def _date(self, day: date | None, pattern: str) -> str:
        if day is None:
            return NO_VALUE
        return self._words.toString(QDate(day.year, day.month, day.day), pattern)


def _money_decimals(value: Decimal) -> int:
    return 0 if abs(value) >= 1000 or value == value.to_integral_value() else 2


def _decimals(value: Decimal, unit: Unit) -> int:
    if unit.is_money:
        return _money_decimals(value)
    if unit is Unit.PERCENT:
        return 1
    if unit is Unit.INDEX:
        return 2
    return 0 if value == value.to_integral_value() else 1
