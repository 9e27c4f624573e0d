"""Danish headings, by what they stand for."""

from __future__ import annotations

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "rep": """sælger; sælgere; sælgernavn; salgsperson; salgsrepræsentant; repræsentant;
            salgskonsulent; konsulent; ansvarlig; ansvarlig sælger; kundeansvarlig; sagsansvarlig;
            ejer; aftaleejer; medarbejder; medarbejdernavn; rådgiver; sagsbehandler; tildelt;
            vores reference; vor ref; udført af; bruger; mødebooker""",
        "rep_id": "sælgernr; sælgernummer; medarbejdernr; medarbejdernummer; sælger id",
        "manager": "leder; salgsleder; salgschef; teamleder; nærmeste leder; afdelingsleder; chef",
        "team": """team; hold; afdeling; gruppe; salgsteam; salgsgruppe; salgsafdeling; enhed;
            teamnavn""",
        "region": """region; distrikt; område; division; kontor; salgskontor; landsdel; overordnet
            team""",
        "email": "e-mail; email; mail; mailadresse; e-mailadresse; emailadresse",
        "role": "rolle; stilling; titel; stillingsbetegnelse; funktion",
        "fte": "årsværk; beskæftigelsesgrad; stillingsprocent; fuldtidsstilling",
        "valid_from": """gyldig fra; fra; fra dato; startdato; ansat fra; ansættelsesdato;
            startede; begyndte; medlem fra""",
        "valid_to": """gyldig til; til; til dato; slutdato; fratrådt; ansat til; stoppede; medlem
            til""",
        "customer": "kunde; kundenavn; kunder; klient; konto; kontonavn; køber; debitor; firmanavn",
        "customer_id": """kundenr; kundenummer; kunde id; kundeid; kundekode; debitornr;
            debitornummer""",
        "company": "firma; virksomhed; selskab; organisation; virksomhedsnavn; kundeemne",
        "org_number": "cvr; cvr nr; cvrnr; cvr nummer; se nummer; virksomhedsnummer; org nr",
        "segment": "segment; branche; sektor; kundesegment; kundegruppe; kundetype; marked",
        "country": "land; landekode; sted; kontorsted",
        "parent_customer": "moderselskab; koncern; overordnet kunde; ejerselskab; hovedkunde",
        "customer_since": "kunde siden; kunde fra; første køb; første ordre; oprettet som kunde",
        "lost_on": "tabt kunde; opsagt; mistet; kunde til; ophørt; afsluttet kunde",
        "first_name": "fornavn",
        "last_name": "efternavn",
        "name": "navn; fulde navn",
        "product": """produkt; produktnavn; vare; varenavn; artikel; ydelse; løsning; varetekst;
            varebeskrivelse""",
        "product_id": """produktnr; produktnummer; varenr; varenummer; artikelnr; produkt id;
            varekode""",
        "price": "pris; salgspris; listepris; stykpris; enhedspris; udsalgspris; vejl pris",
        "cost": "kostpris; omkostning; indkøbspris; kost; vareforbrug; selvkost",
        "currency": "valuta; valutakode; møntsort",
        "activity_type": """aktivitet; aktivitetstype; type aktivitet; hændelse; hændelsestype;
            opgavetype""",
        "activity_id": "aktivitetsnr; aktivitets id; aktivitet id; aktivitetsid; hændelse id",
        "activity_date": """aktivitetsdato; mødedato; samtaledato; opkaldsdato; udført; udført
            dato; dato udført; gennemført dato; opfølgningsdato""",
        "contact": "kontakt; kontaktperson; kontaktnavn; person; deltager; deres reference",
        "minutes": "minutter; varighed; længde; min; tidsforbrug; taletid",
        "outcome": "udfald; resultat; samtaleresultat; møderesultat",
        "booked_on": "booket; booket dato; bookingdato; aftalt dato; booket den",
        "channel": "kanal; kontaktkanal; medie",
        "note": """note; noter; notat; kommentar; bemærkning; beskrivelse; tekst; emne;
            posteringstekst""",
        "quantity": "antal; stk; mængde; enheder; kvantum; antal stk",
        "lead_id": "leadnr; lead id; leadnummer; emne id",
        "lead_created": "lead oprettet; leaddato; lead dato; modtaget; modtaget dato",
        "source": "kilde; leadkilde; oprindelse; salgskilde; emnekilde",
        "first_attempt_at": "første forsøg; første kontaktforsøg; første opkald; første svar",
        "created_at": "oprettet tidspunkt; oprettet kl; tidspunkt; tidsstempel",
        "qualified_on": "kvalificeret; kvalificeret dato; kvalificeringsdato; dato kvalificeret",
        "converted_on": "konverteret; konverteret dato; konverteringsdato; dato konverteret",
        "deal_id": """salg; sag; sagsnr; sagsnummer; salgsnr; salgsid; salgsmulighed; mulighed;
            mulighed id; aftale; aftalenr; aftalenummer; aftale id; tilbudsnr; tilbudsnummer;
            tilbud nr; projekt; projektnr; projektnummer; kontraktnr; handel; handelsnr;
            forretning""",
        "deal_name": "aftalenavn; salgsnavn; projektnavn; mulighedsnavn; sagstitel; handelsnavn",
        "deal_kind": "salgstype; type salg; aftaletype; ordretype; handelstype",
        "created_on": """oprettet; oprettet dato; dato oprettet; oprettelsesdato; registreret;
            registreringsdato; startet; tilbudsdato; oprettet den""",
        "first_contact_on": "første kontakt; første kontaktdato; første møde",
        "expected_close_on": """forventet lukket; forventet lukkedato; forventet lukning;
            forventet afslutning; forventet dato; forventet ordre; estimeret lukkedato; forventet
            afsluttet; planlagt afslutning; forventet salgsdato; estimeret lukning""",
        "closed_on": """lukket; lukket dato; lukkedato; afsluttet; afsluttet dato;
            afslutningsdato; vundet dato; dato vundet; tabt dato; salgsdato; solgt dato;
            underskrevet; signeret; underskriftsdato; kontraktdato; afgjort; lukket den; afsluttet
            den""",
        "stage": "fase; salgsfase; trin; stadie; stadium; salgstrin; pipelinefase; skridt",
        "status": "status; tilstand; salgsstatus; aftalestatus; vundet/tabt; tilbudsstatus",
        "lost_reason": "tabsårsag; årsag; årsag tabt; tabt årsag; grund; begrundelse; hvorfor tabt",
        "amount": """beløb; værdi; sum; i alt; total; totalbeløb; salgsbeløb; salgsværdi;
            omsætning; ordreværdi; ordresum; ordrebeløb; kontraktværdi; kontraktsum; aftaleværdi;
            tilbudssum; nettobeløb; netto; faktureret; fakturabeløb; indtægt; tilbudsværdi;
            handelsværdi; estimeret værdi; forventet værdi; beløb ekskl moms; beløb ex moms;
            kroner; salgssum; fakturasum""",
        "probability": "sandsynlighed; sandsynlighed %; chance; vinderchance; konfidens",
        "is_won": "vundet; er vundet",
        "is_closed": "er lukket; er afsluttet",
        "entered_on": """ændret; ændret dato; dato ændret; ændringsdato; faseskift; fasedato; ind
            i fase; flyttet; skiftet dato; trindato""",
        "order_id": """ordrenr; ordrenummer; ordre nr; ordre id; fakturanr; fakturanummer;
            faktura; bilagsnr; bilag; ordre; salgsordre; transaktionsnr; kvitteringsnr;
            bestillingsnr""",
        "order_date": """ordredato; fakturadato; købsdato; transaktionsdato; bogført;
            bogføringsdato; bogført dato; bestillingsdato; posteringsdato; bilagsdato;
            bogføringsdag""",
        "category": "kategori; omkostningstype; udgiftstype; omkostningskategori; omkostningsart",
        "scope": "niveau; omfang; målniveau",
        "sent": "sendt; udsendt; antal sendt; sendte; modtagere antal; afsendt",
        "delivered": "leveret; leverede; antal leveret",
        "opened": "åbnet; åbninger; åbnede; antal åbnet; unikke åbninger",
        "clicked": "klik; klikket; antal klik; unikke klik",
        "bounced": "afvist; afviste; returneret; bounces; ikke leveret",
        "campaign": "kampagne; kampagnenavn; udsendelse; nyhedsbrev",
        "competitor": "konkurrent; konkurrentnavn; leverandør",
        "kpi": "kpi; nøgletal; måltal; indikator; måltype; målepunkt",
        "period": "periode; kvartal; måned; uge; år; regnskabsår; md; målperiode; kalendermåned",
        "target_value": """mål; målværdi; salgsmål; budget; salgsbudget; kvote; salgskvote;
            budgetteret; målsætning; plan; målbeløb; omsætningsmål""",
        "threshold": "tærskel; minimum; nedre grænse; mindstemål; tærskelværdi; gulv",
        "stretch": "strækmål; ambition; maks; ambitionsmål",
        "scope_name": "gælder; gælder for; mål for; for hvem; hvem",
        "date": "dato; dag; den",
        "type": "type",
        "ignored": """saldo; dage i fase; etableret; stiftet; stiftelsesår; ansatte; antal
            ansatte; medarbejdere; serie; moms; momsbeløb; rabat; fortjeneste; dækningsbidrag;
            avance; db; postnr; postnummer; by; adresse; telefon; telefonnr; tlf; mobil;
            hjemmeside; udestående; restance; restbeløb; forfald; forfaldsdato; rentedato;
            valørdato; vægtet værdi; vægtet; alder; nr; senest ændret; opdateret; betalt;
            afsender; modtager; afstemt; underkategori; underemne""",
    }
)
"""What a heading stands for -> the words for it, separated by semicolons."""

KIND_NAMES = MappingProxyType(
    {
        "reps": "sælgere; sælgerliste; salgsteam; medarbejdere; team",
        "customers": "kunder; kundeliste; kundekartotek; kundeoversigt; debitorer",
        "products": "produkter; produktliste; prisliste; varer; varekartotek",
        "activities": "aktiviteter; aktivitetslog; aktivitetsliste; opkald; møder; log",
        "leads": "leads; emner; henvendelser; kundeemner",
        "deals": """salg; salgsliste; aftaler; muligheder; salgsmuligheder; tilbud; pipeline;
            handler""",
        "stage_history": "fasehistorik; faseskift; trinhistorik",
        "orders": "ordrer; ordre; ordreliste; fakturaer; fakturaliste; transaktioner; kontoudtog",
        "costs": "omkostninger; udgifter; omkostningsliste; salgsomkostninger",
        "email_stats": "nyhedsbreve; e-mailstatistik; mailstatistik; udsendelser",
        "prices": "priser; konkurrentpriser; prissammenligning; prisobservationer",
        "targets": "mål; salgsmål; budget; salgsbudget; kvoter; målsætninger; måltal",
    }
)
"""Kind -> what a sheet or a title with such facts is called."""
