"""Dutch headings, by what they stand for."""

from __future__ import annotations

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "rep": """verkoper; verkopers; verkopernaam; naam verkoper; vertegenwoordiger;
            accountmanager; verkoopmedewerker; salesmedewerker; medewerker; eigenaar;
            dealeigenaar; verantwoordelijke; behandelaar; adviseur; consultant; toegewezen aan;
            gebruiker; buitendienst; binnendienst; uitgevoerd door; medewerkernaam;
            relatiebeheerder""",
        "rep_id": "verkopernummer; verkopernr; medewerkernummer; personeelsnummer; verkoper id",
        "manager": """manager; leidinggevende; verkoopleider; salesmanager; teamleider;
            verkoopmanager""",
        "team": "team; verkoopteam; afdeling; groep; salesteam; verkoopgroep; unit; teamnaam",
        "region": """regio; district; gebied; rayon; divisie; kantoor; vestiging; filiaal;
            bovenliggend team""",
        "email": "e-mail; email; e-mailadres; emailadres; mailadres",
        "role": "rol; functie; functietitel; titel",
        "fte": "fte; dienstverband; deeltijdfactor; parttime percentage; aanstelling",
        "valid_from": """geldig vanaf; vanaf; startdatum; in dienst; in dienst sinds; begindatum;
            datum in dienst; ingangsdatum; lid vanaf""",
        "valid_to": "geldig tot; tot; einddatum; uit dienst; datum uit dienst; tot en met; lid tot",
        "customer": """klant; klantnaam; klanten; naam klant; relatie; relatienaam; account;
            afnemer; opdrachtgever; debiteur; bedrijfsnaam; firmanaam""",
        "customer_id": """klantnummer; klantnr; klant id; klantcode; relatienummer;
            debiteurnummer; debiteurnr; relatie id""",
        "company": "bedrijf; onderneming; organisatie; firma; prospect",
        "org_number": "kvk; kvk nummer; kvknummer; kvk nr; btw nummer; btw nr; ondernemingsnummer",
        "segment": """segment; branche; sector; bedrijfstak; klantsegment; klantgroep; klanttype;
            markt""",
        "country": "land; landcode; locatie; vestigingsland",
        "parent_customer": """moederbedrijf; moedermaatschappij; concern; hoofdklant; dochter van;
            groep klant""",
        "customer_since": """klant sinds; klant vanaf; eerste aankoop; eerste order; eerste
            bestelling; relatie sinds""",
        "lost_on": "verloren klant; opgezegd; klant tot; vertrokken; opzegdatum",
        "first_name": "voornaam",
        "last_name": "achternaam",
        "name": "naam; volledige naam",
        "product": """product; productnaam; artikel; artikelnaam; dienst; oplossing; omschrijving
            artikel; artikelomschrijving""",
        "product_id": """productnummer; productnr; artikelnummer; artikelnr; product id;
            productcode; artikelcode""",
        "price": """prijs; verkoopprijs; lijstprijs; stukprijs; eenheidsprijs; adviesprijs; prijs
            per stuk""",
        "cost": "kostprijs; inkoopprijs; kosten; inkoopwaarde; kostprijs per stuk",
        "currency": "valuta; valutacode; munt; muntsoort",
        "activity_type": """activiteit; activiteitstype; soort activiteit; type activiteit;
            activiteitsoort; taaktype; gebeurtenis; contactsoort""",
        "activity_id": "activiteit id; activiteitnummer; activiteitsnummer; activiteitnr; taak id",
        "activity_date": """activiteitsdatum; activiteitdatum; datum activiteit; afspraakdatum;
            gespreksdatum; datum afspraak; beldatum; uitgevoerd op; uitgevoerd; bezoekdatum""",
        "contact": "contact; contactpersoon; contactnaam; persoon; deelnemer; uw referentie",
        "minutes": "minuten; duur; lengte; min; gespreksduur; tijdsduur",
        "outcome": "uitkomst; resultaat; gespreksresultaat; afloop",
        "booked_on": """geboekt; geboekt op; boekingsdatum afspraak; gepland op; ingepland op;
            boekdatum afspraak""",
        "channel": "kanaal; contactkanaal; medium",
        "note": """notitie; notities; opmerking; opmerkingen; omschrijving; toelichting; tekst;
            onderwerp; mededelingen; beschrijving""",
        "quantity": "aantal; stuks; hoeveelheid; eenheden; st; volume; artikelen; aantal stuks",
        "lead_id": "lead id; leadnummer; leadnr; prospect id",
        "lead_created": """lead aangemaakt; leaddatum; lead datum; ontvangen; ontvangen op;
            binnengekomen""",
        "source": "bron; leadbron; herkomst; dealbron; oorsprong; lead bron",
        "first_attempt_at": "eerste poging; eerste contactpoging; eerste reactie; eerste belpoging",
        "created_at": "aangemaakt tijd; tijdstip; aanmaaktijd; tijdstempel",
        "qualified_on": """gekwalificeerd; gekwalificeerd op; kwalificatiedatum; datum
            gekwalificeerd""",
        "converted_on": "geconverteerd; geconverteerd op; conversiedatum; datum conversie",
        "deal_id": """deal; dealnummer; deal nr; dealnr; deal id; kans; kans id; verkoopkans;
            verkoopkansnummer; zaak; zaaknummer; dossier; dossiernummer; contract; contractnummer;
            offertenummer; offertenr; offerte nr; projectnummer; project; projectnr; opportunity;
            aanvraagnummer; verkoop id; transactie""",
        "deal_name": "dealnaam; naam deal; naam verkoopkans; projectnaam; kansnaam",
        "deal_kind": """dealtype; soort deal; type deal; soort verkoop; ordertype; contracttype;
            verkooptype""",
        "created_on": """aangemaakt; aangemaakt op; aanmaakdatum; datum aangemaakt; gemaakt op;
            geregistreerd; registratiedatum; offertedatum; geopend; geopend op; creatiedatum""",
        "first_contact_on": """eerste contact; eerste contactdatum; eerste gesprek; eerste
            afspraak; datum eerste contact""",
        "expected_close_on": """verwachte sluitdatum; verwachte sluiting; verwachte afsluiting;
            verwachte datum; verwachte orderdatum; geschatte sluitdatum; verwachte afsluitdatum;
            geplande sluitdatum; verwacht afgesloten; prognosedatum; verwacht op""",
        "closed_on": """gesloten; gesloten op; sluitdatum; sluitingsdatum; afgesloten; afgesloten
            op; afsluitdatum; gewonnen op; datum gewonnen; verloren op; verkoopdatum; datum
            verkocht; getekend; getekend op; tekendatum; contractdatum; datum gesloten; datum
            verkoop; winstdatum""",
        "stage": "fase; verkoopfase; stap; stadium; dealfase; pijplijnfase; salesfase; verkoopstap",
        "status": """status; dealstatus; verkoopstatus; gewonnen/verloren; stand; toestand;
            offertestatus""",
        "lost_reason": """verliesreden; reden; reden verlies; reden verloren; verloren reden;
            waarom verloren""",
        "amount": """bedrag; waarde; totaal; totaalbedrag; som; dealwaarde; omzet; verkoopbedrag;
            orderwaarde; orderbedrag; contractwaarde; nettobedrag; netto; gefactureerd;
            factuurbedrag; opbrengst; inkomsten; offertebedrag; offertewaarde; verkoopwaarde;
            geschatte waarde; verwachte waarde; bedrag excl btw; bedrag ex btw; euro; verkoop;
            totale waarde; totaal excl btw; transactiebedrag""",
        "probability": """kans %; waarschijnlijkheid; slagingskans; scoringskans; winkans;
            zekerheid; probabiliteit; kanspercentage""",
        "is_won": "gewonnen; is gewonnen",
        "is_closed": "is gesloten; is afgesloten",
        "entered_on": """gewijzigd; gewijzigd op; wijzigingsdatum; datum gewijzigd; fasedatum; in
            fase sinds; verplaatst op; fase gewijzigd; datum fase; fasewissel""",
        "order_id": """ordernummer; ordernr; order nr; order id; bestelnummer; bestelnr;
            factuurnummer; factuurnr; factuur; boekstuk; boekstuknummer; order; bestelling;
            transactienummer; bonnummer; verkooporder""",
        "order_date": """orderdatum; besteldatum; factuurdatum; aankoopdatum; transactiedatum;
            boekdatum; boekingsdatum; datum bestelling; datum factuur""",
        "category": """categorie; kostensoort; kostentype; uitgavensoort; kostencategorie; soort
            kosten; rubriek""",
        "scope": "niveau; bereik; doelniveau",
        "sent": "verzonden; verstuurd; aantal verzonden; ontvangers",
        "delivered": "afgeleverd; bezorgd; geleverd; aantal afgeleverd",
        "opened": "geopende; openingen; aantal geopend; unieke opens; unieke openingen; opens",
        "clicked": "geklikt; kliks; clicks; aantal kliks; unieke kliks",
        "bounced": "gebounced; bounces; niet afgeleverd; geweigerd; onbestelbaar",
        "campaign": "campagne; campagnenaam; mailing; nieuwsbrief",
        "competitor": "concurrent; naam concurrent; leverancier",
        "kpi": "kpi; kengetal; indicator; doeltype; meetpunt; maatstaf; soort doel",
        "period": "periode; kwartaal; maand; week; jaar; boekjaar; mnd; doelperiode; kalendermaand",
        "target_value": """doel; doelstelling; doelwaarde; verkoopdoel; target; verkooptarget;
            budget; verkoopbudget; quotum; begroot; begroting; plan; taakstelling; omzetdoel;
            omzettarget; streefwaarde; doelbedrag""",
        "threshold": "drempel; minimum; ondergrens; drempelwaarde",
        "stretch": "stretchdoel; ambitie; maximum; streefdoel",
        "scope_name": "voor wie; geldt voor; doel voor; wie",
        "date": "datum; dag; d.d.",
        "type": "type; soort",
        "ignored": """saldo; dagen in fase; opgericht; oprichtingsjaar; werknemers; aantal
            werknemers; aantal medewerkers; serie; btw; btw bedrag; korting; winst; marge;
            brutowinst; postcode; plaats; woonplaats; stad; adres; telefoon; telefoonnummer; tel;
            mobiel; website; openstaand; openstaand bedrag; restbedrag; vervaldatum; rentedatum;
            gewogen waarde; gewogen; leeftijd; nr; laatst gewijzigd; bijgewerkt; betaald;
            subcategorie""",
    }
)
"""What a heading stands for -> the words for it, separated by semicolons."""

KIND_NAMES = MappingProxyType(
    {
        "reps": "verkopers; verkoperslijst; verkoopteam; medewerkers; team; teams",
        "customers": "klanten; klantenlijst; klantenbestand; relaties; debiteuren",
        "products": "producten; productlijst; prijslijst; artikelen; artikellijst",
        "activities": "activiteiten; activiteitenlijst; gesprekken; afspraken; logboek; bezoeken",
        "leads": "leads; prospects; aanvragen",
        "deals": "deals; verkoopkansen; kansen; verkopen; verkoop; offertes; pijplijn; pipeline",
        "stage_history": "fasehistorie; fasegeschiedenis; fasewijzigingen; fasewissels",
        "orders": """orders; bestellingen; facturen; orderlijst; factuurlijst; transacties; bank;
            omzet""",
        "costs": "kosten; uitgaven; kostenlijst; verkoopkosten",
        "email_stats": "nieuwsbrieven; e-mailstatistieken; mailstatistieken; mailings",
        "prices": "prijzen; concurrentprijzen; prijsvergelijking; prijswaarnemingen",
        "targets": """doelen; doelstellingen; targets; budget; verkoopbudget; verkoopdoelen;
            begroting""",
    }
)
"""Kind -> what a sheet or a title with such facts is called."""
