"""Norwegian headings, by what they stand for."""

from __future__ import annotations

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "rep": """selger; selgere; selgernavn; salgsperson; salgsrepresentant; representant;
            salgskonsulent; konsulent; ansvarlig; ansvarlig selger; kundeansvarlig; saksansvarlig;
            eier; avtaleeier; medarbeider; ansatt; ansattnavn; rådgiver; saksbehandler; tildelt;
            vår ref; vår referanse; key account manager; kam; navn på selger; utført av; bruker""",
        "rep_id": "selgernr; selgernummer; ansattnr; ansattnummer; selger id",
        "manager": "leder; salgsleder; salgssjef; teamleder; nærmeste leder; avdelingsleder",
        "team": """team; lag; avdeling; gruppe; salgsteam; salgsgruppe; salgsavdeling; enhet;
            teamnavn""",
        "region": "region; distrikt; område; divisjon; kontor; salgskontor; fylke; overordnet team",
        "email": "e-post; epost; e-postadresse; epostadresse; mail; mailadresse",
        "role": "rolle; stilling; tittel; stillingstittel; funksjon",
        "fte": "årsverk; stillingsprosent; stillingsandel; stillingsbrøk",
        "valid_from": """gyldig fra; fra; fra dato; startdato; ansatt fra; ansatt dato; startet;
            begynte; ansettelsesdato; medlem fra""",
        "valid_to": "gyldig til; til; til dato; sluttdato; sluttet; ansatt til; slutt; medlem til",
        "customer": """kunde; kundenavn; kunder; klient; konto; kontonavn; oppdragsgiver; kjøper;
            navn på kunde; firmanavn; bedriftsnavn""",
        "customer_id": "kundenr; kundenummer; kunde id; kundeid; kundekode; kontonr",
        "company": "firma; bedrift; selskap; virksomhet; organisasjon; foretak; prospekt",
        "org_number": "orgnr; org nr; organisasjonsnummer; org nummer; organisasjonsnr; foretaksnr",
        "segment": "segment; bransje; sektor; kundesegment; kundegruppe; næring; kundetype; marked",
        "country": "land; landkode; sted; kontorsted",
        "parent_customer": "morselskap; konsern; overordnet kunde; eierselskap; hovedkunde",
        "customer_since": "kunde siden; kunde fra; kundeforhold fra; første kjøp; første ordre",
        "lost_on": "tapt kunde; mistet; oppsagt; sagt opp; kunde til; avsluttet kunde",
        "first_name": "fornavn",
        "last_name": "etternavn",
        "name": "navn; fullt navn",
        "product": """produkt; produktnavn; vare; varenavn; artikkel; tjeneste; løsning;
            varebeskrivelse; produktbeskrivelse""",
        "product_id": """produktnr; produktnummer; varenr; varenummer; artikkelnr; produkt id;
            varekode""",
        "price": """pris; salgspris; listepris; enhetspris; stykkpris; utsalgspris; veil pris;
            utpris""",
        "cost": "kost; kostpris; kostnad; innkjøpspris; innpris; varekost; selvkost",
        "currency": "valuta; valutakode",
        "activity_type": """aktivitet; aktivitetstype; type aktivitet; hendelse; hendelsestype;
            oppgavetype; kontakttype""",
        "activity_id": "aktivitetsnr; aktivitet id; aktivitetsid; hendelse id",
        "activity_date": """aktivitetsdato; møtedato; samtaledato; utført dato; dato utført;
            utført; gjennomført dato; oppfølgingsdato""",
        "contact": "kontakt; kontaktperson; kontaktnavn; person; deltaker; deres ref",
        "minutes": "minutter; varighet; min; lengde; tid brukt; samtaletid",
        "outcome": "utfall; resultat; samtaleresultat; møteresultat",
        "booked_on": "booket; booket dato; booket den; bestilt dato; avtalt dato; dato booket",
        "channel": "kanal; kontaktkanal; medium",
        "note": "notat; kommentar; merknad; beskrivelse; tekst; emne; notater; anmerkning",
        "quantity": "antall; stk; mengde; enheter; kvantum; antall stk; antall enheter; kvantitet",
        "lead_id": "leadnr; lead id; lead nummer; prospekt id",
        "lead_created": "lead opprettet; leaddato; lead dato; mottatt; mottatt dato; innkommet",
        "source": "kilde; leadkilde; opprinnelse; salgskilde; leads kilde; hvor fra",
        "first_attempt_at": "første forsøk; første kontaktforsøk; første oppringning; første svar",
        "created_at": "opprettet tidspunkt; opprettet kl; tidspunkt; registrert tidspunkt",
        "qualified_on": "kvalifisert; kvalifisert dato; dato kvalifisert; kvalifiseringsdato",
        "converted_on": "konvertert; konvertert dato; dato konvertert; konverteringsdato",
        "deal_id": """salg; sak; saksnr; saksnummer; salgsnr; salgsid; salgsmulighet; mulighet;
            mulighet id; avtale; avtalenr; avtale id; avtalenummer; tilbudsnr; tilbudsnummer;
            tilbud nr; prosjektnr; prosjekt; prosjektnummer; kontraktnr; deal nr; forretning""",
        "deal_name": "avtalenavn; navn på salg; salgsnavn; mulighetsnavn; prosjektnavn; sakstittel",
        "deal_kind": "salgstype; type salg; avtaletype; ordretype; type avtale; nysalg/mersalg",
        "created_on": """opprettet; opprettet dato; dato opprettet; registrert; registrert dato;
            startet dato; tilbudsdato; opprettelsesdato; registreringsdato; dato registrert""",
        "first_contact_on": "første kontakt; første kontakt dato; første møte; første kontaktdato",
        "expected_close_on": """forventet lukket; forventet dato; forventet avsluttet; forventet
            avslutning; estimert lukkedato; forventet lukkedato; forventet ordre; forventet
            salgsdato; planlagt avslutning; estimert dato; forventet avgjørelse""",
        "closed_on": """lukket; lukket dato; lukkedato; avsluttet; avsluttet dato;
            avslutningsdato; vunnet dato; dato vunnet; tapt dato; salgsdato; solgt dato; signert;
            signert dato; kontraktsdato; avgjort; avgjort dato; vunnet den; dato lukket; dato for
            salg""",
        "stage": "fase; salgsfase; steg; stadium; trinn; pipelinefase; salgstrinn; salgssteg",
        "status": "status; tilstand; salgsstatus; avtalestatus; vunnet/tapt; tilbudsstatus",
        "lost_reason": "tapsårsak; tapt årsak; årsak; årsak tapt; grunn; tapsgrunn; hvorfor tapt",
        "amount": """beløp; verdi; sum; totalt; total; totalbeløp; salgsbeløp; salgsverdi;
            omsetning; salgssum; ordreverdi; ordresum; ordrebeløp; kontraktsverdi; kontraktssum;
            tilbudssum; tilbudsverdi; avtaleverdi; nettobeløp; netto; fakturert; fakturabeløp;
            inntekt; salg i kr; estimert verdi; forventet verdi; beløp eks mva; beløp ekskl mva;
            salgsinntekt; kroner; vunnet verdi; fakturasum""",
        "probability": "sannsynlighet; sannsynlighet %; sjanse; vinnersjanse; konfidens",
        "is_won": "vunnet; er vunnet",
        "is_closed": "er lukket; er avsluttet",
        "entered_on": """endret; endret dato; dato endret; endringsdato; faseendring; fase dato;
            fasedato; inn i fase; flyttet; endret den; gikk inn i fase""",
        "order_id": """ordrenr; ordrenummer; ordre nr; ordre id; fakturanr; fakturanummer;
            faktura; bilagsnr; bilag; ordre; salgsordre; transaksjonsnr; kvitteringsnr;
            bestillingsnr""",
        "order_date": """ordredato; fakturadato; kjøpsdato; transaksjonsdato; bokført;
            bokføringsdato; bokført dato; bestillingsdato; posteringsdato; bilagsdato""",
        "category": "kategori; kostnadstype; utgiftstype; kostnadskategori; kostnadsart; kontotype",
        "scope": "nivå; omfang; målnivå; gjelder nivå",
        "sent": "sendt; utsendt; antall sendt; sendte; mottakere; sendte e-poster",
        "delivered": "levert; leverte; antall levert",
        "opened": "åpnet; åpninger; åpnede; antall åpnet; unike åpninger",
        "clicked": "klikket; klikk; antall klikk; unike klikk",
        "bounced": "avvist; returnert; bounces; ikke levert; feilet",
        "campaign": "kampanje; kampanjenavn; utsendelse; nyhetsbrev; utsending",
        "competitor": "konkurrent; konkurrentnavn; leverandør",
        "kpi": "kpi; måltall; nøkkeltall; indikator; måltype; måleparameter; hva måles",
        "period": """periode; kvartal; måned; uke; år; regnskapsår; kalendermåned; mnd;
            målperiode; regnskapsperiode; årmåned""",
        "target_value": """mål; målverdi; måltall verdi; salgsmål; budsjett; salgsbudsjett; kvote;
            salgskvote; budsjettert; målsetting; plan; budsjettbeløp; målbeløp; omsetningsmål""",
        "threshold": "terskel; minimum; nedre grense; minstemål; terskelverdi; gulv",
        "stretch": "strekkmål; ambisjon; maks; ambisjonsmål; strekk",
        "scope_name": "gjelder; gjelder for; mål for; for hvem; hvem",
        "date": "dato; dag; den",
        "type": "type",
        "ignored": """saldo; dager i fase; etablert; stiftet; etableringsår; ansatte; antall
            ansatte; serie; mva; moms; mva beløp; rabatt; fortjeneste; dekningsbidrag; margin; db;
            postnr; postnummer; poststed; adresse; telefon; telefonnr; tlf; mobil; nettside;
            utestående; rest; restbeløp; forfall; forfallsdato; rentedato; vektet verdi; vektet;
            alder; nr; sist endret; oppdatert; betalt; undersegment; underkategori""",
    }
)
"""What a heading stands for -> the words for it, separated by semicolons."""

KIND_NAMES = MappingProxyType(
    {
        "reps": "selgere; selgerliste; salgsteam; ansatte; medarbeidere; team",
        "customers": "kunder; kundeliste; kunderegister; kundeoversikt",
        "products": "produkter; produktliste; prisliste; varer; vareregister",
        "activities": "aktiviteter; aktivitetslogg; aktivitetsliste; samtaler; møter; logg",
        "leads": "leads; prospekter; henvendelser",
        "deals": "salg; salgsliste; avtaler; muligheter; salgsmuligheter; tilbud; pipeline; saker",
        "stage_history": "fasehistorikk; faseendringer; stegshistorikk; fase historikk",
        "orders": """ordre; ordrer; ordreliste; fakturaer; fakturaliste; transaksjoner;
            kontoutskrift""",
        "costs": "kostnader; utgifter; kostnadsliste; salgskostnader",
        "email_stats": "nyhetsbrev; e-poststatistikk; epoststatistikk; utsendelser",
        "prices": "priser; konkurrentpriser; prissammenligning; prisobservasjoner",
        "targets": "mål; salgsmål; budsjett; salgsbudsjett; kvoter; målsettinger; måltall",
    }
)
"""Kind -> what a sheet or a title with such facts is called."""
