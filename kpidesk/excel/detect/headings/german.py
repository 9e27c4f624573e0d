"""German headings, by what they stand for."""

from __future__ import annotations

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "rep": """verkäufer; verkäuferin; verkäufername; vertriebler; vertriebsmitarbeiter;
            vertriebsmitarbeiterin; mitarbeiter; mitarbeiterin; mitarbeitername; aussendienst;
            außendienstmitarbeiter; innendienst; vertreter; handelsvertreter; kundenbetreuer;
            betreuer; bearbeiter; sachbearbeiter; inhaber; besitzer; zuständig; zugewiesen an;
            verantwortlich; verantwortlicher; berater; person; vertriebsbeauftragter; benutzer;
            erledigt von""",
        "rep_id": """verkäufernummer; verkäufernr; mitarbeiternr; mitarbeiternummer;
            personalnummer; vertreternr""",
        "manager": """vorgesetzter; vertriebsleiter; verkaufsleiter; teamleiter; leiter;
            führungskraft; management""",
        "team": """team; vertriebsteam; abteilung; gruppe; verkaufsteam; verkaufsgruppe; einheit;
            teamname""",
        "region": """region; regionen; gebiet; verkaufsgebiet; bezirk; niederlassung; büro;
            standort; vertriebsgebiet; bereich; filiale""",
        "email": "e-mail; email; e-mail-adresse; mailadresse; mail",
        "role": "rolle; funktion; position; stelle; titel; berufsbezeichnung",
        "fte": """vzä; vollzeitäquivalent; beschäftigungsgrad; stellenanteil; pensum;
            vollzeitäquivalente""",
        "valid_from": """gültig ab; gültig von; ab; von; startdatum; eintritt; eintrittsdatum;
            seit; beginn; mitglied seit; im team seit""",
        "valid_to": "gültig bis; bis; enddatum; austritt; austrittsdatum; ende; ausgeschieden",
        "customer": """kunde; kundenname; kunden; name des kunden; konto; klient; auftraggeber;
            debitor; käufer; firmenname; account""",
        "customer_id": """kundennummer; kundennr; kunden id; kundenid; kunden-nr; debitorennummer;
            debitorennr; kundencode""",
        "company": "firma; unternehmen; gesellschaft; organisation; betrieb; interessent",
        "org_number": """handelsregisternummer; hrb; ust id; ust-idnr; umsatzsteuer id;
            steuernummer; registernummer; uid""",
        "segment": """segment; branche; sektor; kundensegment; kundengruppe; kundentyp; markt;
            industrie""",
        "country": "land; länderkennzeichen; ländercode; ort des büros; staat",
        "parent_customer": """muttergesellschaft; konzern; mutterunternehmen; hauptkunde; tochter
            von; konzernmutter""",
        "customer_since": """kunde seit; kundin seit; erstkauf; erster auftrag; kundenbeziehung
            seit; erstbestellung""",
        "lost_on": """verlorener kunde; gekündigt; kündigung; kündigungsdatum; kunde bis;
            abgewandert""",
        "first_name": "vorname",
        "last_name": "nachname; familienname",
        "name": "name; vollständiger name",
        "product": """produkt; produktname; artikel; artikelname; ware; dienstleistung; lösung;
            artikelbezeichnung; bezeichnung; leistung""",
        "product_id": """produktnummer; produktnr; artikelnummer; artikelnr; produkt id;
            artikel-nr; materialnummer; artikelcode""",
        "price": """preis; verkaufspreis; listenpreis; stückpreis; einzelpreis; vk; vk-preis;
            einheitspreis; vkp""",
        "cost": """kosten; einkaufspreis; selbstkosten; ek; ek-preis; herstellkosten;
            einstandspreis; kostpreis""",
        "currency": "währung; währungscode; waehrung; whg; valuta",
        "activity_type": """aktivität; aktivitätstyp; aktivitätsart; art der aktivität; tätigkeit;
            ereignis; vorgangsart; kontaktart; aufgabentyp""",
        "activity_id": "aktivitäts id; aktivitätsnr; aktivitätsnummer; aktivität id; vorgangs id",
        "activity_date": """aktivitätsdatum; termindatum; gesprächsdatum; anrufdatum; erledigt am;
            durchgeführt am; datum der aktivität; besuchsdatum; kontaktdatum""",
        "contact": """kontakt; ansprechpartner; kontaktperson; kontaktname; ansprechpartnerin;
            teilnehmer""",
        "minutes": "minuten; dauer; länge; min; gesprächsdauer; dauer minuten; zeitaufwand",
        "outcome": "ergebnis; resultat; gesprächsergebnis; ausgang; anrufergebnis",
        "booked_on": "gebucht am; vereinbart am; buchungsdatum termin; gebucht; terminiert am",
        "channel": "kanal; kontaktkanal; medium; vertriebskanal",
        "note": """notiz; notizen; bemerkung; bemerkungen; kommentar; beschreibung; text; betreff;
            anmerkung; verwendungszweck; buchungstext""",
        "quantity": """anzahl; menge; stück; stk; stückzahl; einheiten; quantität; artikel anzahl;
            artikel""",
        "lead_id": "lead id; leadnummer; leadnr; interessenten id; lead-nr",
        "lead_created": """lead erstellt; leaddatum; lead datum; eingegangen; eingang;
            eingangsdatum; erhalten am""",
        "source": "quelle; leadquelle; herkunft; ursprung; lead-quelle; kontaktquelle",
        "first_attempt_at": """erster versuch; erster kontaktversuch; erste antwort; erster anruf;
            erstreaktion""",
        "created_at": "erstellt um; zeitpunkt; erstellungszeit; zeitstempel",
        "qualified_on": "qualifiziert; qualifiziert am; qualifizierungsdatum; datum qualifiziert",
        "converted_on": """konvertiert; konvertiert am; konvertierungsdatum; umgewandelt am; datum
            konvertiert""",
        "deal_id": """geschäft; geschäftsnr; deal; deal id; dealnr; verkaufschance; chance;
            chancen id; opportunity; vorgang; vorgangsnr; vorgangsnummer; vertrag; vertragsnr;
            vertragsnummer; angebotsnummer; angebotsnr; angebot nr; angebots-nr; projekt;
            projektnr; projektnummer; abschluss; fall; fallnummer; abschlussnr; verkaufsnr""",
        "deal_name": "projektname; name der chance; geschäftsname; vertragsname; chancenname",
        "deal_kind": """geschäftsart; art des geschäfts; vertragsart; auftragsart; abschlussart;
            verkaufsart; dealtyp""",
        "created_on": """erstellt; erstellt am; erstellungsdatum; angelegt; angelegt am;
            anlagedatum; eröffnet; eröffnet am; erfasst; erfasst am; angebotsdatum; registriert;
            datum erstellt""",
        "first_contact_on": """erstkontakt; erster kontakt; erstkontakt am; erstgespräch; datum
            erstkontakt""",
        "expected_close_on": """erwarteter abschluss; erwartetes abschlussdatum; voraussichtlicher
            abschluss; geplanter abschluss; geplantes abschlussdatum; voraussichtliches
            abschlussdatum; erwartet am; prognosedatum; erwarteter auftragseingang; abschluss
            erwartet""",
        "closed_on": """geschlossen; geschlossen am; abschlussdatum; abgeschlossen; abgeschlossen
            am; gewonnen am; datum gewonnen; verloren am; verkaufsdatum; verkauft am;
            unterschrieben am; vertragsdatum; entschieden am; schlussdatum; unterzeichnet;
            auftragseingang am; datum abschluss; unterschriftsdatum""",
        "stage": """phase; verkaufsphase; stufe; vertriebsphase; schritt; stadium; vertriebsstufe;
            angebotsphase""",
        "status": """status; stand; zustand; verkaufsstatus; gewonnen/verloren; vertriebsstatus;
            angebotsstatus""",
        "lost_reason": """verlustgrund; grund; absagegrund; grund verloren; grund für verlust;
            ursache""",
        "amount": """betrag; wert; summe; gesamt; gesamtbetrag; gesamtsumme; umsatz; auftragswert;
            auftragssumme; verkaufswert; vertragswert; angebotswert; angebotssumme; nettobetrag;
            netto; rechnungsbetrag; fakturiert; erlös; einnahmen; volumen; auftragsvolumen;
            abschlusswert; geschätzter wert; erwarteter wert; nettoumsatz; umsatz netto; betrag
            netto; euro; bestellwert; dealwert; geschäftswert; erlöse""",
        "probability": """wahrscheinlichkeit; wahrscheinlichkeit %; abschlusswahrscheinlichkeit;
            chance %; konfidenz; gewinnchance""",
        "is_won": "gewonnen; ist gewonnen",
        "is_closed": "ist geschlossen; ist abgeschlossen",
        "entered_on": """geändert; geändert am; änderungsdatum; phasenwechsel; phasendatum; in
            phase seit; verschoben am; datum phase; wechseldatum; eintritt in phase""",
        "order_id": """auftragsnummer; auftragsnr; bestellnummer; bestellnr; bestell-nr;
            rechnungsnummer; rechnungsnr; rechnung; belegnummer; belegnr; beleg; auftrag;
            bestellung; order; auftrags-nr; transaktionsnummer; vorgangsbeleg; order id""",
        "order_date": """auftragsdatum; bestelldatum; rechnungsdatum; kaufdatum;
            transaktionsdatum; buchungstag; buchungsdatum; belegdatum; datum der bestellung; datum
            der rechnung""",
        "category": """kategorie; kostenart; kostentyp; ausgabenart; kostenkategorie;
            kostengruppe; sachkonto""",
        "scope": "ebene; geltungsbereich; zielebene",
        "sent": "gesendet; versendet; versandt; anzahl gesendet; empfänger anzahl; verschickt",
        "delivered": "zugestellt; ausgeliefert; anzahl zugestellt; geliefert",
        "opened": "geöffnet; öffnungen; anzahl geöffnet; eindeutige öffnungen",
        "clicked": "geklickt; klicks; anzahl klicks; eindeutige klicks",
        "bounced": "unzustellbar; bounces; nicht zugestellt; zurückgewiesen; rückläufer",
        "campaign": "kampagne; kampagnenname; mailing; newsletter; aussendung",
        "competitor": "wettbewerber; konkurrent; mitbewerber; konkurrenz; anbieter; lieferant",
        "kpi": "kpi; kennzahl; messgröße; indikator; zieltyp; zielart; messwert",
        "period": """zeitraum; periode; quartal; monat; woche; jahr; geschäftsjahr; kw;
            kalenderwoche; zielperiode""",
        "target_value": """ziel; zielwert; verkaufsziel; umsatzziel; vertriebsziel; budget; soll;
            sollwert; plan; planwert; quote; verkaufsquote; vorgabe; planumsatz; umsatzplan;
            zielvorgabe; zielbetrag; absatzziel""",
        "threshold": "schwelle; minimum; mindestziel; untergrenze; schwellenwert; mindestwert",
        "stretch": "stretchziel; maximum; ambitioniertes ziel; höchstziel; maximalziel",
        "scope_name": "gilt für; für wen; ziel für; wer; gültig für",
        "date": "datum; tag; am",
        "type": "typ; art",
        "ignored": """saldo; kontostand; tage in phase; gegründet; gründungsjahr; anzahl
            mitarbeiter; mitarbeiterzahl; serie; baureihe; mwst; ust; steuer; mwst betrag;
            rabatt; gewinn; deckungsbeitrag; marge; rohertrag; db; plz; postleitzahl; ort;
            stadt; straße; adresse; telefon; telefonnummer; tel; mobil; webseite; offen;
            offener betrag; restbetrag; fälligkeit; fälligkeitsdatum; wertstellung;
            gewichteter wert; gewichtet; alter; nr; lfd nr; zuletzt geändert; aktualisiert;
            bezahlt; unterkategorie; abkürzung""",
    }
)
"""What a heading stands for -> the words for it, separated by semicolons."""

KIND_NAMES = MappingProxyType(
    {
        "reps": """verkäufer; vertriebsmitarbeiter; mitarbeiter; vertriebsteam; verkäuferliste;
            teams""",
        "customers": "kunden; kundenliste; kundenstamm; kundenübersicht; debitoren",
        "products": "produkte; produktliste; preisliste; artikel; artikelstamm; artikelliste",
        "activities": "aktivitäten; aktivitätenliste; anrufe; termine; besuche; kontaktprotokoll",
        "leads": "leads; interessenten; anfragen",
        "deals": """geschäfte; verkaufschancen; chancen; verkäufe; angebote; abschlüsse; pipeline;
            deals""",
        "stage_history": "phasenhistorie; phasenverlauf; phasenwechsel",
        "orders": """aufträge; bestellungen; rechnungen; auftragsliste; rechnungsliste; umsätze;
            kontoauszug""",
        "costs": "kosten; ausgaben; kostenliste; vertriebskosten",
        "email_stats": "newsletter; e-mail-statistik; mailstatistik; aussendungen",
        "prices": "preise; wettbewerberpreise; preisvergleich; preisbeobachtung",
        "targets": "ziele; verkaufsziele; budget; plan; umsatzplan; umsatzziele; vorgaben; soll",
    }
)
"""Kind -> what a sheet or a title with such facts is called."""
