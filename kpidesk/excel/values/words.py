"""Words of choices in the seven languages: statuses, activity types, outcomes and the like."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kpidesk.domain.facts import KINDS, FieldType
from kpidesk.excel.values.folding import squeeze

_STATUS = {
    "won": """won; closed won; closed - won; win; signed; order; ordered; accepted; success; sold;
        vunnet; vunnet sak; solgt; signert; ordre; akseptert; avsluttet vunnet; lukket vunnet;
        vunnen; vunnet avtale; vunna; vann; såld; signerad; accepterad; avslutad vunnen;
        stängd vunnen; stängd - vunnen; vundet; vunden; solgt; underskrevet; accepteret;
        lukket vundet; lukket - vundet; afsluttet vundet; voitettu; voitto; kauppa; myyty;
        suljettu voitettu; hyväksytty; allekirjoitettu; gewonnen; gewonnen deal; verkocht; getekend;
        geaccepteerd; gesloten gewonnen; afgesloten gewonnen; abgeschlossen gewonnen;
        geschlossen gewonnen; auftrag; verkauft; unterschrieben; angenommen; erfolgreich""",
    "lost": """lost; closed lost; closed - lost; loss; rejected; declined; no sale; failed;
        tapt; tapt sak; avslått; avslag; lukket tapt; avsluttet tapt; ikke solgt;
        förlorad; förlorat; förlorade; nej tack; avslagen; stängd förlorad; stängd - förlorad;
        avslutad förlorad; tabt; afvist; afslag; lukket tabt; lukket - tabt; afsluttet tabt;
        hävitty; menetetty; häviö; hylätty; suljettu hävitty; ei kauppaa; verloren; verloren deal;
        afgewezen; gesloten verloren; afgesloten verloren; verlies; niet gewonnen;
        abgelehnt; abgeschlossen verloren; geschlossen verloren; absage""",
    "open": """open; in progress; active; ongoing; pending; working; pipeline; not closed;
        åpen; pågår; under arbeid; aktiv; pågående; i prosess; ikke avsluttet; løpende;
        öppen; öppet; pågående; under arbete; aktivt; åben; åbent; i gang; igangværende; verserende;
        avoin; kesken; käynnissä; aktiivinen; vireillä; openstaand; lopend; actief; in behandeling;
        in bewerking; bezig; offen; in bearbeitung; laufend; aktiv; in arbeit""",
    "cancelled": """cancelled; canceled; aborted; withdrawn; abandoned; void; disqualified;
        kansellert; avbrutt; trukket; avlyst; bortfalt; frafalt; utgått; annullert;
        avbruten; avbruten affär; avbokad; makulerad; inställd; återkallad; avbruten; annullerad;
        annulleret; aflyst; afbrudt; tilbagetrukket; bortfaldet; peruttu; peruutettu; keskeytetty;
        rauennut; geannuleerd; afgebroken; ingetrokken; vervallen; storniert; abgebrochen;
        zurückgezogen; entfallen; annulliert""",
}
_ACTIVITY = {
    "call": """call; calls; phone; phone call; telephone; outbound call; cold call; called; dial;
        dials; samtale; samtaler; telefon; telefonsamtale; anrop; oppringning; ringt; ring; tlf;
        utgående samtale; samtal; telefonsamtal; ringa; ringt; opkald; opkaldt; telefonopkald;
        telefonmøde; puhelu; puhelut; puhelinsoitto; soitto; soitot; telefoon; telefoongesprek;
        gesprek; bellen; gebeld; belletje; belpoging; telefonat; anruf; anrufe; telefonie;
        telefongespräch; telefonanruf""",
    "email": """email; e-mail; emails; e-mails; mail; mails; email sent; message; epost; e-post;
        e-postmelding; mejl; mejl skickat; e-postmeddelande; sähköposti; sähköpostit; meili;
        sposti; e-mailbericht; mailtje; mailbericht; e-mail-nachricht; nachricht""",
    "meeting": """meeting; meetings; demo; presentation; appointment; video meeting; online meeting;
        teams; teams meeting; møte; møter; kundemøte; salgsmøte; teamsmøte; videomøte; presentasjon;
        möte; möten; kundmöte; säljmöte; teamsmöte; videomöte; bokat möte; møde; møder; kundemøde;
        salgsmøde; teamsmøde; videomøde; præsentation; tapaaminen; tapaamiset; kokous; palaveri;
        asiakastapaaminen; etätapaaminen; esittely; afspraak; vergadering; klantgesprek; meeting;
        overleg; presentatie; termin; besprechung; kundentermin; treffen; meetings; videotermin;
        präsentation; vorführung""",
    "visit": """visit; visits; site visit; customer visit; field visit; besøk; kundebesøk; besøk hos
        kunde; besök; kundbesök; besøg; kundebesøg; käynti; vierailu; asiakaskäynti;
        asiakasvierailu; bezoek; klantbezoek; bedrijfsbezoek; besuch; kundenbesuch; vor-ort-termin;
        aussendiensttermin""",
    "quote": """quote; quotes; quotation; proposal; offer; quote sent; proposal sent; tilbud;
        tilbud sendt; pristilbud; anbud; sendt tilbud; offert; offerter; offert skickad; anbud;
        prisförslag; tilbud; tilbud sendt; tarjous; tarjoukset; tarjous lähetetty; tarjouspyyntö;
        offerte; offertes; offerte verstuurd; prijsopgave; voorstel; angebot; angebote;
        angebot gesendet; kostenvoranschlag; offerte""",
}
_OUTCOME = {
    "reached": """reached; connected; answered; spoke; conversation; contact made; nådd; fikk svar;
        svarte; besvart; snakket med; kontakt; oppnådd kontakt; nådd kunde; nådde; svarade;
        fick svar; kontaktad; nåddes; opnået kontakt; svarede; besvaret; talt med; truffet;
        tavoitettu; vastasi; puhuttu; bereikt; gesproken; opgenomen; beantwoord; contact gehad;
        erreicht; gesprochen; angenommen""",
    "not_reached": """not reached; no answer; no reply; not answered; voicemail; left voicemail;
        busy; unanswered; missed; ikke svar; ikke nådd; ubesvart; telefonsvarer; opptatt;
        ingen svar; ikke tilgjengelig; ej svar; inget svar; ej nådd; inte nådd; obesvarat;
        upptaget; röstbrevlåda; ikke truffet; ubesvaret; optaget; intet svar; ei vastausta;
        ei tavoitettu; ei vastannut; varattu; vastaaja; niet bereikt; geen gehoor; geen antwoord;
        in gesprek; niet opgenomen; nicht erreicht; keine antwort; besetzt; mailbox;
        nicht angenommen; anrufbeantworter""",
    "booked": """booked; scheduled; meeting booked; planned; booket; bestilt; avtalt; møte booket;
        møte avtalt; planlagt; bokad; bokat; inbokad; bokat möte; planerad; aftalt; møde booket;
        planlagt; bestilt; varattu tapaaminen; sovittu; buukattu; suunniteltu; ingepland; gepland;
        geboekt; afspraak gemaakt; gebucht; vereinbart; geplant; terminiert; termin vereinbart""",
    "held": """held; completed; done; attended; took place; finished; avholdt; gjennomført;
        fullført; utført; møtt; ferdig; hållet; genomfört; genomförd; slutförd; klar; utförd;
        afholdt; gennemført; udført; færdig; pidetty; toteutunut; tehty; valmis; suoritettu;
        gehouden; afgerond; voltooid; doorgegaan; uitgevoerd; durchgeführt; stattgefunden; erledigt;
        abgeschlossen; gehalten""",
    "no_show": """no show; no-show; noshow; did not attend; not attended; ikke møtt; møtte ikke opp;
        uteble; ikke oppmøtt; kom inte; utebliven; uteblev; dök inte upp; udeblev; udeblevet;
        mødte ikke op; ei saapunut; ei paikalla; ei tullut; niet verschenen; niet komen opdagen;
        niet opgedaagd; nicht erschienen; nicht gekommen; ausgeblieben""",
    "cancelled": """cancelled; canceled; called off; postponed; avlyst; kansellert; utsatt;
        avbestilt; inställt; inställd; avbokat; avbokad; aflyst; udsat; annulleret; peruttu;
        peruutettu; siirretty; geannuleerd; afgezegd; uitgesteld; abgesagt; storniert;
        verschoben""",
}
_DEAL_KIND = {
    "new": """new; new business; new sale; new customer; new logo; first order; ny; nysalg; nytt
        salg; ny kunde; nysalg; nykunde; nyförsäljning; ny kund; nykund; ny affär; nysalg; nyt salg;
        uusi; uusmyynti; uusasiakas; uusi asiakas; uusi kauppa; nieuw; nieuwe klant;
        nieuwe verkoop; nieuwe business; neu; neugeschäft; neukunde; neukundengeschäft""",
    "upsell": """upsell; up-sell; upselling; expansion; upgrade; add-on; extension; oppsalg;
        mersalg; utvidelse; oppgradering; merförsäljning; uppgradering; utökning; utbyggnad;
        opsalg; opgradering; udvidelse; lisämyynti; laajennus; päivitys; uitbreiding; meerverkoop;
        zusatzverkauf; erweiterung; ausbau""",
    "cross_sell": """cross sell; cross-sell; cross selling; kryssalg; kryss-salg; korsförsäljning;
        krydssalg; ristiinmyynti; kruisverkoop; querverkauf; cross-selling""",
    "renewal": """renewal; renew; renewed; recurring; fornyelse; fornying; forlengelse; förnyelse;
        förlängning; forlængelse; genkøb; uusinta; uusiminen; sopimuksen uusinta; jatko; jatkokausi;
        verlenging; hernieuwing; contractverlenging; verlängerung; erneuerung; vertragsverlängerung;
        bestandskunde""",
}
_COST = {
    "pay": """pay; salary; salaries; wage; wages; payroll; commission; commissions; bonus; lønn;
        lønnskostnad; lønnskostnader; provisjon; lön; löner; lönekostnad; provision; løn; lønninger;
        lønomkostninger; palkka; palkat; palkkakulut; provisio; salaris; salarissen; loon;
        loonkosten; provisie; gehalt; gehälter; lohn; löhne; personalkosten; personal;
        personnel; personalkostnad; personalkostnader; personeelskosten; henkilöstökulut""",
    "training": """training; education; course; courses; coaching; opplæring; kurs; kursing;
        utdanning; utbildning; utbildningar; uddannelse; kursus; oplæring; koulutus; valmennus;
        opleiding; opleidingen; cursus; schulung; schulungen; weiterbildung; ausbildung""",
    "support": """support; software; systems; tools; crm; it; license; licenses; subscriptions;
        systemer; verktøy; lisenser; programvare; system; verktyg; licenser; programvara; systemer;
        værktøjer; järjestelmät; ohjelmistot; lisenssit; työkalut; systemen; licenties; systeme;
        lizenzen; werkzeuge""",
    "marketing": """marketing; advertising; ads; adwords; campaign; campaigns; promotion;
        markedsføring; reklame; annonser; annonsering; kampanje; marknadsföring; annonser; reklam;
        kampanj; markedsføring; annoncer; annoncering; kampagne; markkinointi; mainonta; mainos;
        kampanja; reclame; advertenties; campagne; werbung; anzeigen; kampagne""",
    "event": """event; events; trade show; fair; exhibition; conference; messe; messer; arrangement;
        konferanse; stand; mässa; mässor; evenemang; konferens; messe; konference; tapahtuma;
        tapahtumat; messut; konferenssi; beurs; beurzen; evenement; evenementen; congres; messen;
        veranstaltung; veranstaltungen; konferenz""",
    "other": """other; misc; miscellaneous; annet; øvrig; øvrige; diverse; andre; annat; övrigt;
        övriga; andet; øvrigt; muu; muut; muut kulut; sekalaiset; overig; overige; anders;
        sonstige; sonstiges; andere; übrige""",
}
_SCOPE = {
    "org": """org; organisation; organization; company; all; total; firma; bedrift; selskap;
        hele firmaet; organisasjon; företag; företaget; bolag; virksomhed; selskab; hele firmaet;
        yritys; koko yritys; organisaatio; bedrijf; organisatie; onderneming; unternehmen; gesamt;
        organisation""",
    "team": """team; group; department; region; lag; avdeling; gruppe; avdelning; grupp; afdeling;
        hold; tiimi; ryhmä; osasto; afdeling; groep; abteilung; gruppe""",
    "rep": """rep; sales rep; person; salesperson; user; agent; selger; ansatt; säljare; person;
        anställd; sælger; medarbejder; myyjä; henkilö; verkoper; medewerker; verkäufer;
        vertriebler; mitarbeiter; vertriebsmitarbeiter""",
    "customer": """customer; account; client; kunde; kund; asiakas; klant; relatie; kunde;
        kundenkonto""",
}
_TRUE = """true; yes; y; t; 1; x; ja; j; sant; sann; sand; kyllä; k; tosi; waar; wahr; ok; ✓; ✔"""
_FALSE = """false; no; n; f; 0; nei; nej; usann; usant; falsk; falskt; falsk; ei; e; epätosi; nee;
    onwaar; nein; falsch; ✗"""

_BY_FIELD = MappingProxyType(
    {
        ("deals", "status"): _STATUS,
        ("deals", "kind"): _DEAL_KIND,
        ("activities", "type"): _ACTIVITY,
        ("activities", "outcome"): _OUTCOME,
        ("costs", "category"): _COST,
        ("targets", "scope"): _SCOPE,
    }
)


def _squeezed(meanings: Mapping[str, str]) -> MappingProxyType[str, str]:
    table: dict[str, str] = {}
    for meaning, words in meanings.items():
        for word in words.split(";"):
            table.setdefault(squeeze(word), meaning)
        table[squeeze(meaning)] = meaning
    table.pop("", None)
    return MappingProxyType(table)


@cache
def choice_words(kind: str, field: str) -> MappingProxyType[str, str]:
    """Squeezed word -> meaning for a field of a kind; empty where it has no choices."""
    if kind in KINDS and field in KINDS[kind].field_names:
        declared = KINDS[kind].field(field)
        if declared.type is FieldType.CHOICE:
            return _squeezed(
                _BY_FIELD.get((kind, field), {name: name for name in declared.choices})
            )
    return MappingProxyType({})


@cache
def boolean_words() -> MappingProxyType[str, bool]:
    """Squeezed yes and no in the seven languages."""
    table = {squeeze(word): True for word in _TRUE.split(";")}
    table |= {squeeze(word): False for word in _FALSE.split(";")}
    table.pop("", None)
    return MappingProxyType(table)


def word_meaning(kind: str, field: str, text: str) -> str | None:
    """What a word means as a choice of a field ("Vunnet" is won), None if it is not known."""
    return choice_words(kind, field).get(squeeze(text))
