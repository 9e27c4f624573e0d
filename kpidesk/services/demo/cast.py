"""Who plays in the example: the firm, its people, customers, products and stages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

COMPANY = "Nordskar Teknikk AS"
FIRST_DAY = date(2023, 7, 3)
LAST_DAY = date(2026, 6, 18)
SEED = 52


@dataclass(frozen=True, slots=True)
class RepRole:
    """A sales person: skill is the chance to win a deal, pace the deals started a working day."""

    name: str
    team: str
    skill: float
    pace: float
    first: date | None = None
    last: date | None = None
    yearly_target: int = 0  # 1 000 kr for a whole year at the level of 2026
    role: str = "Selger"

    def works_on(self, day: date) -> bool:
        """Whether the rep is employed on that day."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


EAST, WEST = "Team Øst", "Team Vest"
REPS = (
    RepRole("Ingrid Solbakken", EAST, 0.66, 0.62, yearly_target=5400),
    RepRole("Magnus Haugland", EAST, 0.64, 0.58, yearly_target=5000),
    RepRole("Jonas Lienhard", EAST, 0.52, 0.56, yearly_target=4700),
    RepRole("Anne-Lise Brekke", EAST, 0.67, 0.48, yearly_target=4400),
    RepRole("Kari Nygaard", WEST, 0.66, 0.56, yearly_target=5100),
    RepRole("Erik Fossum", WEST, 0.60, 0.54, yearly_target=4900),
    RepRole("Petter Vikan", WEST, 0.58, 0.50, last=date(2026, 3, 31), yearly_target=4400),
    RepRole("Sunniva Moland", WEST, 0.55, 0.36, first=date(2026, 4, 1), yearly_target=2500),
)
TRANSFER = ("Erik Fossum", EAST, date(2024, 12, 31))  # was in the other team until that day

PRODUCTS = (
    ("Møteromspakke", 68_000, 41_000, 5),
    ("Adgangskontroll", 54_000, 33_000, 6),
    ("Serviceavtale", 36_000, 12_000, 6),
    ("Kjøleromssensorer", 47_000, 29_000, 4),
    ("Kassepunkt", 32_000, 20_000, 3),
    ("Flåteterminaler", 118_000, 77_000, 2),
)  # name, list price, cost, how often

STAGES = (
    ("Kontakt", "open", Decimal("0.1")),
    ("Behov", "open", Decimal("0.25")),
    ("Tilbud", "open", Decimal("0.5")),
    ("Forhandling", "open", Decimal("0.75")),
    ("Vunnet", "won", Decimal(1)),
    ("Tapt", "lost", Decimal(0)),
    ("Avlyst", "cancelled", Decimal(0)),
)
SOURCES = (("Anbefaling", 4), ("Nettside", 5), ("Messe", 2), ("Telefon", 4), ("Partner", 2))
LOST_REASONS = (("Pris", 5), ("Konkurrent", 4), ("Tidspunkt", 3), ("Ingen beslutning", 4))
SEGMENTS = ("Bygg", "Helse", "Handel", "Transport", "Offentlig", "Reiseliv")
_TRADES = (
    ("Bygg AS", "Bygg"),
    ("Tannklinikk", "Helse"),
    ("Sport og Fritid", "Handel"),
    ("Transport AS", "Transport"),
    ("kommune, eiendom", "Offentlig"),
    ("Fjordhotell", "Reiseliv"),
)
_PLACES = (
    "Askvoll",
    "Brønnøy",
    "Drangedal",
    "Evje",
    "Farsund",
    "Gjerstad",
    "Hemsedal",
    "Jølster",
    "Kragerø",
    "Lærdal",
)
CUSTOMERS = tuple(
    (f"{place} {trade}", segment) for place in _PLACES for trade, segment in _TRADES
)  # sixty of them

SEASON = (0.92, 0.95, 1.12, 0.94, 0.96, 1.10, 0.52, 0.88, 1.14, 1.12, 1.18, 0.98)
"""How busy a month is, January first; July is when Norway is on holiday."""

GROWTH_A_YEAR = 0.09
