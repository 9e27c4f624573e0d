"""What KPIs of the catalogue are called in sheets of targets, in the seven languages."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from kpidesk.excel.values.folding import squeeze

KPI_WORDS = MappingProxyType(
    {
        "revenue": """revenue; sales; turnover; bookings; won value; omsetning; salg; inntekt;
            salgsbeløp; ordreinngang; salgsinntekter; omsättning; försäljning; intäkter; intäkt;
            orderingång; omsætning; ordreindgang; liikevaihto; myynti; omzet; opbrengst; verkopen;
            umsatz; erlöse; auftragseingang; verkauf""",
        "won_deals": """won deals; deals won; deals; number of deals; wins; orders; vunne salg;
            antall salg; vunnede salg; vunne avtaler; antall avtaler; vunna affärer; antal affärer;
            vundne salg; antal salg; vundne aftaler; voitetut kaupat; kaupat; kauppojen määrä;
            gewonnen deals; aantal deals; gewonnene geschäfte; abschlüsse; anzahl abschlüsse""",
        "avg_deal_value": """average deal value; avg deal value; average deal size; avg deal size;
            snittverdi; gjennomsnittlig salgsverdi; snittordre; snittvärde; snittorder;
            genomsnittligt affärsvärde; gennemsnitlig ordreværdi; gennemsnitlig salgsværdi;
            keskikauppa; kaupan keskiarvo; gemiddelde dealwaarde; gemiddelde orderwaarde;
            durchschnittlicher auftragswert; durchschnittlicher abschlusswert""",
        "win_rate": """win rate; winrate; close rate; hit rate; vinnrate; treffprosent; hitrate;
            vinstgrad; träffprocent; vinderrate; hitrate; voittoprosentti; onnistumisprosentti;
            winratio; scoringspercentage; gewinnquote; abschlussquote; trefferquote""",
        "calls": """calls; phone calls; number of calls; samtaler; antall samtaler; telefoner;
            oppringninger; samtal; antal samtal; opkald; antal opkald; puhelut; soitot;
            puheluiden määrä; telefoontjes; gesprekken; belletjes; aantal gesprekken; anrufe;
            telefonate; anzahl anrufe""",
        "emails": """emails; e-mails; emails sent; e-poster; eposter; antall e-poster; mejl;
            antal mejl; mails; antal mails; sähköpostit; e-mails verstuurd; aantal e-mails;
            e-mails gesendet""",
        "visits": """visits; customer visits; besøk; kundebesøk; antall besøk; besök; kundbesök;
            besøg; kundebesøg; käynnit; asiakaskäynnit; bezoeken; klantbezoeken; besuche;
            kundenbesuche""",
        "meetings_booked": """meetings booked; booked meetings; møter booket; bookede møter;
            bookade möten; bokade möten; bookede møder; møder booket; sovitut tapaamiset;
            buukatut tapaamiset; geboekte afspraken; afspraken gemaakt; vereinbarte termine;
            gebuchte termine""",
        "meetings_held": """meetings held; meetings; held meetings; møter; møter avholdt;
            avholdte møter; antall møter; gjennomførte møter; möten; genomförda möten; hållna möten;
            antal möten; møder; afholdte møder; antal møder; tapaamiset; pidetyt tapaamiset;
            afspraken; gehouden afspraken; aantal afspraken; termine; durchgeführte termine;
            anzahl termine; besprechungen""",
        "quotes_sent": """quotes sent; quotes; proposals; offers; tilbud; tilbud sendt;
            sendte tilbud; antall tilbud; offerter; skickade offerter; antal offerter; antal tilbud;
            tarjoukset; lähetetyt tarjoukset; offertes; verstuurde offertes; aantal offertes;
            angebote; gesendete angebote; anzahl angebote""",
        "new_leads": """new leads; leads; nye leads; antall leads; nya leads; antal leads;
            uudet liidit; liidit; nieuwe leads; aantal leads; neue leads; anzahl leads""",
        "sql": """sql; sqls; qualified leads; sales qualified leads; kvalifiserte leads;
            kvalificerade leads; kvalificerede leads; kvalifioidut liidit; gekwalificeerde leads;
            qualifizierte leads""",
        "new_companies": """new companies; new customers; nye kunder; nye selskaper; nya kunder;
            nya företag; nye virksomheder; uudet asiakkaat; nieuwe klanten; neue kunden;
            neukunden""",
    }
)

_MONEY_HINTS = frozenset(
    squeeze(word)
    for word in re.split(
        r"\s+",
        """quota quotas kvote kvoter kvot kvoter kiintiö quotum salgskvote säljkvot
    verkoopquotum verkaufsquote budget budgets budsjett budsjetter salgsbudsjett budsjettbeløp
    säljbudget försäljningsbudget salgsbudget myyntibudjetti budjetti verkoopbudget begroting
    umsatzplan umsatzziel omzetdoel omzettarget omsetningsmål omsætningsmål liikevaihtotavoite
    salgsmål säljmål försäljningsmål myyntitavoite verkoopdoel verkooptarget verkaufsziel
    revenue omsetning omsättning omsætning liikevaihto omzet umsatz sales försäljning myynti salg
    planumsatz""",
    )
)


# What is set for a KPI, as the last part of a compound: Umsatzziele, omzetdoelen, samtalsmål.
_TARGET_WORDS = """mål målet målene målen målsetning målsetninger målsättning målsättningar ziel
    ziele zielwert zielwerte vorgabe vorgaben doel doelen doelstelling doelstellingen tavoite
    tavoitteet target targets goal goals budsjett budsjetter budget budgets budjetti budjetit
    begroting kvote kvoter kvot quota quotas quoten kiintiö kiintiöt quotum"""
_TARGET_TAILS = tuple(sorted(map(squeeze, _TARGET_WORDS.split()), key=len, reverse=True))
# The first part of such compounds, where it is not a word of KPI_WORDS itself.
_STEMS = MappingProxyType(
    {
        "revenue": """omsetnings omsættnings omsättnings omsætnings salgs inntekts intäkts sälj
            försäljnings ordreinngangs orderingångs myynnin verkaufs verkoop omzets umsatzes
            erlös auftragseingangs""",
        "won_deals": """avtale affärs aftale kaupan kauppa abschluss deal""",
        "calls": """samtale samtals telefon opkalds puhelu soitto gespreks bel telefonat anruf
            call ringe""",
        "emails": """e-post epost mejl mail e-mail sähköposti""",
        "visits": """besøks kundebesøks besöks kundbesöks besøgs kundebesøgs käynti asiakaskäynti
            bezoek klantbezoek besuchs kundenbesuchs visit""",
        "meetings_held": """møte mötes möte møde tapaamis afspraken afspraak termin besprechungs
            meeting""",
        "quotes_sent": """tilbuds offert tarjous offerte angebots quote proposal""",
        "new_leads": "lead liidi",
        "new_companies": "nykunde nykunds neukunden",
        "win_rate": "vinnrate vinstgrads hitrate winrate",
    }
)


@cache
def _stems() -> dict[str, str]:
    return {squeeze(word): key for key, words in _STEMS.items() for word in words.split()}


def _of_compound(squeezed: str) -> str | None:
    """The KPI in a word for its target, "Anrufziele" or "Omsättningsmål"; None where there is none.

    The longest tail that leaves a known word counts.
    """
    for tail in _TARGET_TAILS:
        first = squeezed.removesuffix(tail)
        if first and first != squeezed:
            key = _stems().get(first) or _lookup().get(first)
            if key:
                return key
    return None


@cache
def _lookup() -> dict[str, str]:
    found: dict[str, str] = {}
    for key, words in KPI_WORDS.items():
        found[squeeze(key)] = key
        for word in words.split(";"):
            found.setdefault(squeeze(word), key)
    found.pop("", None)
    return found


def kpi_key(text: str, known: frozenset[str] = frozenset()) -> str | None:
    """The KPI that a word stands for: a known key or label as written, else the catalogue's.

    A word for its target stands for it too: "Anrufziele" are calls.
    """
    squeezed = squeeze(text)
    for name in known:
        if squeeze(name) == squeezed:
            return name
    return _lookup().get(squeezed) or _of_compound(squeezed)


def speaks_of_revenue(texts: list[str]) -> bool:
    """Whether headings or titles say that targets are money: quota, budget, sales target."""
    for text in texts:
        words = text.replace("_", " ").replace("-", " ").split()
        if any(_is_money(squeeze(word)) for word in [text, *words]):
            return True
    return False


def _is_money(squeezed: str) -> bool:
    return squeezed in _MONEY_HINTS or _of_compound(squeezed) == "revenue"
