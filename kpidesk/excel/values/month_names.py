"""Months, quarters, weeks and years as words in the seven languages."""

from __future__ import annotations

import re
from types import MappingProxyType

from kpidesk.excel.values.folding import squeeze

_NAMES = (
    "january jan januar januari jaen tammikuu tammikuuta tammi",
    "february feb februar februari helmikuu helmikuuta helmi febr",
    "march mar mars marts maerz märz mrz maart mrt maaliskuu maaliskuuta maalis mär",
    "april apr huhtikuu huhtikuuta huhti",
    "may mai maj mei toukokuu toukokuuta touko",
    "june jun juni kesäkuu kesäkuuta kesä",
    "july jul juli heinäkuu heinäkuuta heinä",
    "august aug augusti augustus elokuu elokuuta elo",
    "september sep sept syyskuu syyskuuta syys",
    "october oct oktober okt lokakuu lokakuuta loka",
    "november nov marraskuu marraskuuta marras",
    "december dec desember des dezember dez joulukuu joulukuuta joulu",
)

MONTHS: MappingProxyType[str, int] = MappingProxyType(
    {
        squeeze(name): number
        for number, names in enumerate(_NAMES, start=1)
        for name in names.split()
    }
)
"""Squeezed month name or abbreviation -> month number."""

QUARTER = (
    r"(?:quarter|qtr|kvartal(?:et)?|kvt|kv|kwartaal|quartal|qu|neljannes|vuosineljannes|"
    r"neljannesvuosi|nelj|q)"
)
WEEK = r"(?:week|wk|uke|vecka|uge|viikko|vk|kalenderwoche|woche|kw|u|v|w)"
YEAR = r"(?:fy|fiscal year|year|calendar year|cy|ar|regnskapsar|rakenskapsar|regnskabsar|vuosi|"
YEAR += r"tilikausi|jaar|boekjaar|jahr|geschaftsjahr|gj|verksamhetsar)"
MONTH_WORD = r"(?:month|maned|manad|kuukausi|kk|maand|monat|mnd|mon|p|m)"


def month_number(word: str) -> int | None:
    """1 to 12 for a month's name in any of the languages, else None."""
    return MONTHS.get(squeeze(re.sub(r"\.", "", word)))
