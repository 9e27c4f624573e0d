"""Finnish headings, by what they stand for."""

from __future__ import annotations

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "rep": """myyjä; myyjät; myyjän nimi; myyntiedustaja; edustaja; myyntihenkilö;
            vastuumyyjä; asiakasvastaava; vastuuhenkilö; omistaja; työntekijä; asiantuntija;
            myyntineuvottelija; vastaava; käyttäjä; asiakaspäällikkö; myyntikonsultti; tekijä;
            vastuullinen""",
        "rep_id": "myyjänumero; myyjän numero; myyjä id; työntekijänumero; henkilönumero",
        "manager": """esihenkilö; esimies; myyntipäällikkö; päällikkö; tiiminvetäjä;
            myyntijohtaja; johtaja""",
        "team": "tiimi; myyntitiimi; ryhmä; osasto; yksikkö; myyntiryhmä; tiimin nimi",
        "region": """alue; myyntialue; piiri; toimipiste; toimisto; divisioona; aluetoimisto;
            ylätiimi""",
        "email": "sähköposti; sähköpostiosoite; email; s-posti",
        "role": "rooli; tehtävä; nimike; titteli; asema; tehtävänimike",
        "fte": "htv; henkilötyövuosi; työaikaprosentti; työaika; kokoaikaisuus",
        "valid_from": """voimassa alkaen; alkaen; alkupäivä; aloituspäivä; aloitti; aloittanut;
            alkamispäivä; työsuhde alkoi; jäsen alkaen""",
        "valid_to": """voimassa asti; päättyen; loppupäivä; päättymispäivä; lopetti; asti;
            työsuhde päättyi""",
        "customer": """asiakas; asiakkaan nimi; asiakasnimi; asiakkaat; tili; ostaja;
            asiakasyritys; tilaaja""",
        "customer_id": """asiakasnumero; asiakasnro; asiakas id; asiakastunnus; asiakaskoodi;
            asiakas nro""",
        "company": "yritys; yrityksen nimi; yhtiö; organisaatio; firma; prospekti",
        "org_number": "y-tunnus; ytunnus; y tunnus; yritystunnus; rekisterinumero; alv-tunnus",
        "segment": """segmentti; toimiala; sektori; asiakassegmentti; asiakasryhmä; asiakastyyppi;
            ala""",
        "country": "maa; maakoodi; sijainti; paikka",
        "parent_customer": "emoyhtiö; konserni; pääasiakas; emoyritys; omistajayhtiö",
        "customer_since": """asiakas alkaen; asiakkuus alkoi; asiakas vuodesta; asiakkaana alkaen;
            ensimmäinen tilaus""",
        "lost_on": "asiakkuus päättyi; menetetty asiakas; irtisanottu; lähtenyt",
        "first_name": "etunimi",
        "last_name": "sukunimi",
        "name": "nimi; koko nimi",
        "product": """tuote; tuotteen nimi; tuotenimi; artikkeli; palvelu; ratkaisu; nimike;
            tuotekuvaus""",
        "product_id": """tuotenumero; tuotenro; tuote id; tuotekoodi; nimikenumero;
            artikkelinumero; tuotetunnus""",
        "price": """hinta; myyntihinta; listahinta; yksikköhinta; kappalehinta; ohjehinta;
            a-hinta; à-hinta""",
        "cost": "kustannus; ostohinta; hankintahinta; omakustannushinta; kustannushinta",
        "currency": "valuutta; valuuttakoodi",
        "activity_type": """aktiviteetti; aktiviteetin tyyppi; aktiviteettityyppi; tapahtuma;
            tapahtumatyyppi; toimenpide; toiminto""",
        "activity_id": "aktiviteetti id; aktiviteetin numero; tapahtumanumero; tapahtuma id",
        "activity_date": """aktiviteetin päivä; tapaamispäivä; tapahtumapäivä; soittopäivä; tehty;
            suorituspäivä; tapaamisen päivämäärä; toteutuspäivä""",
        "contact": "yhteyshenkilö; kontakti; kontaktihenkilö; henkilö; osallistuja",
        "minutes": "minuutit; kesto; min; pituus; puheaika; kesto min",
        "outcome": "tulos; lopputulos; puhelun tulos; tapaamisen tulos",
        "booked_on": "varattu; varauspäivä; sovittu pvm; buukattu; varattu pvm",
        "channel": "kanava; yhteydenottokanava; yhteyskanava",
        "note": """huomautus; muistiinpano; muistiinpanot; kommentti; kuvaus; lisätieto;
            lisätiedot; aihe; selite; viesti""",
        "quantity": "määrä; kpl; kappaletta; yksiköt; lukumäärä; lkm; kappalemäärä; volyymi",
        "lead_id": "liidi id; liidin numero; liidinumero; liidi nro",
        "lead_created": "liidi luotu; liidin päivä; liidin pvm; vastaanotettu; saapunut",
        "source": "lähde; liidin lähde; liidilähde; alkuperä; kaupan lähde",
        "first_attempt_at": """ensimmäinen yritys; ensimmäinen yhteydenotto; ensimmäinen soitto;
            ensivastaus""",
        "created_at": "luontiaika; luotu klo; aikaleima; luomisaika",
        "qualified_on": "kvalifioitu; kvalifiointipäivä; kvalifioitu pvm; hyväksytty liidiksi",
        "converted_on": "konvertoitu; konvertointipäivä; konvertoitu pvm; konversiopäivä",
        "deal_id": """kauppa; kaupan numero; kauppanumero; kauppa id; kaupan id;
            myyntimahdollisuus; mahdollisuus; myynti id; myyntitapaus; tapaus; tapausnumero;
            sopimus; sopimusnumero; tarjousnumero; tarjousnro; tarjous nro; projekti;
            projektinumero; asia; diili; hanke""",
        "deal_name": "kaupan nimi; myyntimahdollisuuden nimi; projektin nimi; tapauksen nimi",
        "deal_kind": """kaupan tyyppi; kauppatyyppi; myynnin tyyppi; sopimustyyppi; tilaustyyppi;
            myyntityyppi""",
        "created_on": """luotu; luontipäivä; luotu pvm; perustettu; avattu; avauspäivä; kirjattu;
            kirjauspvm; rekisteröity; tarjouspäivä; luontipvm; aloitettu""",
        "first_contact_on": """ensikontakti; ensimmäinen kontakti; ensimmäinen tapaaminen;
            ensikontaktipäivä""",
        "expected_close_on": """odotettu päätöspäivä; arvioitu päätöspäivä; arvioitu
            sulkeutuminen; odotettu sulkeutuminen; odotettu kauppapäivä; arvioitu kauppapäivä;
            ennustettu päätös; arvioitu päättymispäivä; odotettu päätös; arvioitu sulkemispäivä""",
        "closed_on": """suljettu; sulkemispäivä; päätöspäivä; päätetty; kauppapäivä; voitettu pvm;
            voittopäivä; hävitty pvm; myyntipäivä; myyty pvm; allekirjoitettu; allekirjoituspäivä;
            sopimuspäivä; suljettu pvm; kaupan päivä; päättymispvm; toteutunut pvm; kaupan pvm""",
        "stage": "vaihe; myyntivaihe; kaupan vaihe; askel; putken vaihe; myynnin vaihe; porras",
        "status": "tila; status; kaupan tila; myynnin tila; voitettu/hävitty; tilanne",
        "lost_reason": "häviön syy; syy; menetyksen syy; häviösyy; hävityn syy; perustelu",
        "amount": """summa; arvo; yhteensä; kokonaissumma; euromäärä; myynti; myyntisumma;
            liikevaihto; kaupan arvo; tilauksen arvo; tilausarvo; tilaussumma; sopimuksen arvo;
            nettosumma; veroton summa; laskutettu; laskutus; laskun summa; tuotto; tulo; myynnin
            arvo; kauppasumma; tarjouksen arvo; arvioitu arvo; odotettu arvo; eurot; euroa;
            rahamäärä; loppusumma""",
        "probability": "todennäköisyys; todennäköisyys %; voittotodennäköisyys; mahdollisuus %",
        "is_won": "voitettu; onko voitettu",
        "is_closed": "on suljettu; onko suljettu",
        "entered_on": """muutettu; muutospäivä; vaiheen päivä; vaihe alkoi; vaihdettu; siirretty;
            vaiheen alku; siirtopäivä; muutospvm; vaihepvm""",
        "order_id": """tilausnumero; tilausnro; tilaus; tilaus id; laskunumero; laskun numero;
            lasku; laskunro; tositenumero; tosite; tilauksen numero; kuittinumero;
            tapahtumatunnus""",
        "order_date": """tilauspäivä; laskupäivä; laskun päivä; ostopäivä; kirjauspäivä;
            tilauspvm; laskun pvm; maksupäivä; tapahtumapvm; laskutuspäivä""",
        "category": "kategoria; luokka; kululaji; kustannuslaji; kulutyyppi; luokitus",
        "scope": "taso; laajuus; tavoitetaso",
        "sent": "lähetetty; lähetetyt; lähetetty kpl; vastaanottajat",
        "delivered": "toimitettu; toimitetut; perille; perille menneet",
        "opened": "avatut; avaukset; avattu kpl; avanneet; uniikit avaukset",
        "clicked": "klikkaukset; klikattu; klikit; klikanneet; uniikit klikkaukset",
        "bounced": "palautuneet; bounssit; palautettu; toimittamatta",
        "campaign": "kampanja; kampanjan nimi; uutiskirje; lähetys",
        "competitor": "kilpailija; kilpailijan nimi; toimittaja",
        "kpi": "kpi; mittari; tunnusluku; avainluku; tavoitetyyppi; mitattava",
        "period": """jakso; ajanjakso; kausi; kvartaali; neljännes; kuukausi; kk; viikko; vuosi;
            tilikausi""",
        "target_value": """tavoite; tavoitteet; tavoitearvo; myyntitavoite; budjetti;
            myyntibudjetti; kiintiö; myyntikiintiö; budjetoitu; suunnitelma; tavoitesumma;
            liikevaihtotavoite""",
        "threshold": "kynnys; minimi; vähimmäistavoite; kynnysarvo; alaraja",
        "stretch": "venytystavoite; kunnianhimoinen tavoite; maksimi; huipputavoite",
        "scope_name": "koskee; kenelle; kohde; kuka; tavoitteen kohde",
        "date": "päivä; päivämäärä; pvm; päiväys",
        "type": "tyyppi; laji",
        "ignored": """saldo; päivät vaiheessa; perustamisvuosi; perustettu vuonna; henkilöstö;
            henkilöstömäärä; työntekijöitä; sarja; alv; vero; alv määrä; alennus; voitto; kate;
            katetuotto; postinumero; kaupunki; postitoimipaikka; osoite; puhelin; puhelinnumero;
            verkkosivu; kotisivu; avoinna; maksamatta; eräpäivä; arvopäivä; painotettu arvo;
            painotettu; ikä; nro; päivitetty; viimeksi muokattu; maksettu; alaluokka""",
    }
)
"""What a heading stands for -> the words for it, separated by semicolons."""

KIND_NAMES = MappingProxyType(
    {
        "reps": "myyjät; myyjälista; myyntitiimi; myyntitiimit; henkilöstö; tiimit",
        "customers": "asiakkaat; asiakaslista; asiakasrekisteri; asiakasluettelo",
        "products": "tuotteet; tuotelista; hinnasto; tuoteluettelo; tuoterekisteri",
        "activities": "aktiviteetit; aktiviteettiloki; puhelut; tapaamiset; tapahtumat; loki",
        "leads": "liidit; prospektit; yhteydenotot",
        "deals": "kaupat; myynti; myyntimahdollisuudet; mahdollisuudet; tarjoukset; myyntiputki",
        "stage_history": "vaihehistoria; vaiheet; vaihemuutokset",
        "orders": "tilaukset; laskut; tilauslista; laskulista; tiliote; ostot",
        "costs": "kustannukset; kulut; kululista; menot; myyntikulut",
        "email_stats": "uutiskirjeet; sähköpostitilastot; lähetykset",
        "prices": "hinnat; kilpailijahinnat; hintavertailu; hintaseuranta",
        "targets": "tavoitteet; myyntitavoitteet; budjetti; myyntibudjetti; kiintiöt; tavoite",
    }
)
"""Kind -> what a sheet or a title with such facts is called."""
