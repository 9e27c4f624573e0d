"""Swedish headings, by what they stand for."""

from __future__ import annotations

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "rep": """säljare; säljarnamn; säljaren; försäljare; säljrepresentant; representant;
            konsult; ansvarig; ansvarig säljare; kundansvarig; ägare; affärsägare; medarbetare;
            anställd; handläggare; rådgivare; tilldelad; vår referens; utförd av; användare;
            innesäljare""",
        "rep_id": "säljarnr; säljarnummer; anställningsnr; anställningsnummer; säljar id",
        "manager": """chef; säljchef; försäljningschef; teamledare; gruppchef; närmaste chef;
            säljledare""",
        "team": "team; lag; avdelning; grupp; säljteam; säljgrupp; säljavdelning; enhet; teamnamn",
        "region": "region; distrikt; område; division; kontor; säljkontor; län; överordnat team",
        "email": "e-post; epost; e-postadress; epostadress; mejl; mejladress; mailadress",
        "role": "roll; befattning; titel; tjänst; funktion",
        "fte": """heltidstjänst; heltidsekvivalent; sysselsättningsgrad; tjänstgöringsgrad;
            årsarbetskraft""",
        "valid_from": """giltig från; från; från datum; startdatum; anställd från;
            anställningsdatum; började; medlem från; från och med; fr o m""",
        "valid_to": """giltig till; till; till datum; slutdatum; slutade; anställd till; till och
            med; t o m""",
        "customer": """kund; kundnamn; kunder; klient; konto; kontonamn; köpare; beställare;
            företagsnamn""",
        "customer_id": "kundnr; kundnummer; kund id; kundid; kundkod",
        "company": "företag; bolag; organisation; verksamhet; firma; prospekt",
        "org_number": "orgnr; org nr; organisationsnummer; org nummer; organisationsnr; orgnummer",
        "segment": "segment; bransch; sektor; kundsegment; kundgrupp; kundtyp; marknad; näring",
        "country": "land; landskod; ort; kontorsort",
        "parent_customer": "moderbolag; koncern; överordnad kund; ägarbolag; huvudkund",
        "customer_since": "kund sedan; kund från; första köp; första order; kundrelation från",
        "lost_on": "förlorad kund; uppsagd; kund till; avslutad kund; tappad",
        "first_name": "förnamn",
        "last_name": "efternamn",
        "name": "namn; fullständigt namn",
        "product": """produkt; produktnamn; vara; varunamn; artikel; artikelnamn; tjänst; lösning;
            benämning""",
        "product_id": """produktnr; produktnummer; artikelnr; artikelnummer; varunr; produkt id;
            artikelkod""",
        "price": "pris; försäljningspris; listpris; styckpris; enhetspris; à-pris; a pris; utpris",
        "cost": "kostnad; kostpris; inköpspris; självkostnad; inpris; varukostnad",
        "currency": "valuta; valutakod",
        "activity_type": """aktivitet; aktivitetstyp; typ av aktivitet; händelse; händelsetyp;
            kontakttyp""",
        "activity_id": "aktivitetsnr; aktivitets id; aktivitet id; aktivitetsid; händelse id",
        "activity_date": """aktivitetsdatum; mötesdatum; samtalsdatum; utförd; utfört datum;
            genomförd datum; datum utförd; uppföljningsdatum""",
        "contact": "kontakt; kontaktperson; kontaktnamn; person; deltagare; er referens",
        "minutes": "minuter; varaktighet; längd; min; tidsåtgång; samtalstid",
        "outcome": "utfall; resultat; samtalsresultat; mötesresultat",
        "booked_on": "bokad; bokat datum; bokningsdatum; bokad den; inbokad",
        "channel": "kanal; kontaktkanal; medium",
        "note": """notering; anteckning; anteckningar; kommentar; beskrivning; text; ämne;
            anmärkning; rubrik""",
        "quantity": "antal; st; mängd; enheter; kvantitet; volym; antal st",
        "lead_id": "leadnr; lead id; leadnummer; prospekt id",
        "lead_created": "lead skapad; leaddatum; lead datum; mottagen; mottaget datum; inkom",
        "source": "källa; leadkälla; ursprung; affärskälla; leadskälla",
        "first_attempt_at": "första försök; första kontaktförsök; första samtal; första svar",
        "created_at": "skapad tid; skapad kl; tidpunkt; skapad tidpunkt; tidsstämpel",
        "qualified_on": "kvalificerad; kvalificerad datum; kvalificeringsdatum; datum kvalificerad",
        "converted_on": "konverterad; konverterad datum; konverteringsdatum; datum konverterad",
        "deal_id": """affär; affärsnr; affärs id; affärsid; affärsnummer; affärsmöjlighet;
            möjlighet; ärende; ärendenr; ärendenummer; avtal; avtalsnr; avtalsnummer; offertnr;
            offertnummer; offert nr; projekt; projektnr; projektnummer; kontraktsnr; försäljning
            id""",
        "deal_name": "affärsnamn; avtalsnamn; projektnamn; möjlighetsnamn; ärenderubrik",
        "deal_kind": "affärstyp; typ av affär; avtalstyp; ordertyp; försäljningstyp",
        "created_on": """skapad; skapad datum; skapat datum; registrerad; registreringsdatum;
            startad; offertdatum; datum skapad; upplagd; upprättad""",
        "first_contact_on": "första kontakt; första kontaktdatum; första möte; första kontakten",
        "expected_close_on": """förväntat avslut; förväntat stängningsdatum; beräknat avslut;
            förväntat datum; förväntad stängning; beräknat stängningsdatum; planerat avslut;
            beräknad order; beräknat avslutsdatum; förväntat avslutsdatum; estimerat avslut""",
        "closed_on": """stängd; stängd datum; stängningsdatum; avslutad; avslutsdatum;
            avslutad datum; vunnen datum; vunnet datum; datum vunnen; förlorad datum;
            försäljningsdatum; såld datum; signerad; signeringsdatum; kontraktsdatum;
            affärsdatum; avslutat; såld den""",
        "stage": """fas; säljfas; steg; skede; affärsfas; säljsteg; pipelinefas; försäljningsfas;
            stadium""",
        "status": """status; läge; affärsstatus; säljstatus; vunnen/förlorad; tillstånd;
            offertstatus""",
        "lost_reason": "förlustorsak; orsak; orsak förlorad; förlorad orsak; anledning; skäl",
        "amount": """belopp; värde; summa; totalt; total; totalbelopp; försäljningsbelopp;
            omsättning; affärsvärde; ordervärde; ordersumma; orderbelopp; kontraktsvärde;
            avtalsvärde; nettobelopp; netto; fakturerat; fakturabelopp; intäkt; intäkter;
            offertvärde; försäljning; försäljningsvärde; uppskattat värde; beräknat värde; belopp
            exkl moms; belopp ex moms; kronor; fakturasumma; intäktsbelopp""",
        "probability": "sannolikhet; sannolikhet %; chans; vinstchans; konfidens",
        "is_won": "vunnen; vunnet; är vunnen",
        "is_closed": "är stängd; är avslutad",
        "entered_on": """ändrad; ändrat datum; ändringsdatum; datum ändrad; fasändring; fasdatum;
            in i fas; flyttad; ändrad den; stegdatum""",
        "order_id": """ordernr; ordernummer; order nr; order id; fakturanr; fakturanummer;
            faktura; verifikationsnr; verifikat; order; kundorder; transaktionsnr; kvittonr;
            beställningsnr""",
        "order_date": """orderdatum; fakturadatum; köpdatum; inköpsdatum; transaktionsdatum;
            transaktionsdag; bokföringsdag; bokföringsdatum; bokförd; bokfört; beställningsdatum""",
        "category": """kategori; kostnadstyp; kostnadsslag; utgiftstyp; budgetgrupp;
            kostnadskategori""",
        "scope": "nivå; omfattning; målnivå",
        "sent": "skickade; skickat; utskick antal; antal skickade; mottagare antal; utskickade",
        "delivered": "levererade; levererat; antal levererade",
        "opened": "öppnade; öppningar; öppnat; antal öppnade; unika öppningar",
        "clicked": "klick; klickade; antal klick; unika klick; klickat",
        "bounced": "studsar; studsade; returer; ej levererade; avvisade",
        "campaign": "kampanj; kampanjnamn; utskick; nyhetsbrev; mejlutskick",
        "competitor": "konkurrent; konkurrentnamn; leverantör",
        "kpi": "kpi; nyckeltal; mätetal; indikator; måltyp; mått",
        "period": "period; kvartal; månad; vecka; år; räkenskapsår; verksamhetsår; mån; målperiod",
        "target_value": """mål; målvärde; säljmål; försäljningsmål; budget; säljbudget;
            försäljningsbudget; kvot; säljkvot; budgeterat; målsättning; plan; målbelopp""",
        "threshold": "tröskel; miniminivå; minimum; lägsta nivå; golv; tröskelvärde",
        "stretch": "stretchmål; ambition; max; ambitionsmål; utmanande mål",
        "scope_name": "gäller; gäller för; mål för; för vem; vem",
        "date": "datum; dag; den",
        "type": "typ",
        "ignored": """saldo; dagar i fas; grundat; grundår; bildat; anställda; antal anställda;
            serie; moms; momsbelopp; rabatt; vinst; täckningsbidrag; marginal; tb; postnr;
            postnummer; postort; adress; telefon; telefonnr; tel; mobil; webbplats; hemsida;
            utestående; rest; restbelopp; förfallodatum; förfaller; valutadag; vägt värde; viktat
            värde; viktat; ålder; nr; senast ändrad; uppdaterad; betald; avsändare; mottagare;
            underkategori""",
    }
)
"""What a heading stands for -> the words for it, separated by semicolons."""

KIND_NAMES = MappingProxyType(
    {
        "reps": "säljare; säljarlista; säljteam; anställda; medarbetare; team",
        "customers": "kunder; kundlista; kundregister; kundöversikt",
        "products": "produkter; produktlista; prislista; artiklar; artikelregister",
        "activities": "aktiviteter; aktivitetslogg; aktivitetslista; samtal; möten; logg",
        "leads": "leads; prospekt; förfrågningar",
        "deals": """affärer; affärslista; försäljning; möjligheter; affärsmöjligheter; offerter;
            pipeline""",
        "stage_history": "fashistorik; fasändringar; steghistorik",
        "orders": "order; ordrar; orderlista; fakturor; fakturalista; transaktioner; kontoutdrag",
        "costs": "kostnader; utgifter; kostnadslista; säljkostnader",
        "email_stats": "nyhetsbrev; e-poststatistik; mejlstatistik; utskick",
        "prices": "priser; konkurrentpriser; prisjämförelse; prisobservationer",
        "targets": "mål; säljmål; försäljningsmål; budget; säljbudget; försäljningsbudget; kvoter",
    }
)
"""Kind -> what a sheet or a title with such facts is called."""
