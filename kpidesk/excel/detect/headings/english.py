"""English headings, by what they stand for."""

from __future__ import annotations

from types import MappingProxyType

HEADINGS = MappingProxyType(
    {
        "rep": """rep; reps; sales rep; sales reps; rep name; sales representative;
            representative; sales agent; agent; agent name; sales person; salesperson; sales
            people; salesman; seller; account executive; account manager; owner; owner name;
            deal owner; opportunity owner; account owner; lead owner; record owner; activity
            owner; assigned to; assigned user; responsible; employee; employee name; user; user
            name; consultant; advisor; sdr; bdr; completed by; created by user; sold by; regional
            manager; assignee""",
        "rep_id": "rep id; agent id; sales rep id; employee id; user id; owner id; salesperson id",
        "manager": """manager; sales manager; manager name; team manager; team lead; team leader;
            supervisor; reports to""",
        "team": "team; team name; sales team; group; department; unit; business unit; squad",
        "region": """region; regional office; sales region; office; area; district; division;
            branch; territory; parent team; parent group; sub region""",
        "email": "email; email address; e-mail; e-mail address; mail; work email",
        "role": "role; job title; title; position; job role; function",
        "fte": "fte; full time equivalent; full-time equivalent; employment percentage; workload",
        "valid_from": """valid from; start date; started; hired; hire date; date of joining;
            joined; from date; from; employed from; member since; start""",
        "valid_to": """valid to; end date; left; left on; to date; until; employed until; end;
            leaving date""",
        "customer": """customer; customer name; client; client name; account; account name;
            accounts; customers; company name; buyer; bill to; sold to; customer account; debtor""",
        "customer_id": """customer id; customer no; customer number; customer nr; account id;
            account no; account number; client id; client number; customer code; company id""",
        "company": """company; company name; organisation; organization; business; prospect; lead
            name""",
        "org_number": """org number; organisation number; organization number; org no; org nr;
            company number; company registration number; registration number; vat number; vat no;
            vat id; tax id; business id; ein; duns""",
        "segment": """segment; sector; industry; customer segment; vertical; market segment;
            branch; customer type; customer group; account type""",
        "country": "country; office location; country region; country/region; location; nation",
        "parent_customer": """parent customer; parent account; parent company; subsidiary of;
            parent; group company; holding; mother company; ultimate parent""",
        "customer_since": """customer since; client since; since; first order date; onboarded;
            onboarding date; became customer; account created""",
        "lost_on": "lost on; churned date; churn date; churned on; customer until; terminated on",
        "first_name": "first name; given name; forename",
        "last_name": "last name; surname; family name",
        "name": "name; full name; display name",
        "product": """product; product name; item; item name; article; article name; sku name;
            product description; service; solution; product line""",
        "product_id": """product id; product no; product number; item number; item no; sku;
            article number; item id; product code; item code; article no""",
        "price": """price; sales price; list price; unit price; retail price; selling price;
            catalogue price; standard price; msrp""",
        "cost": "cost; cost price; unit cost; standard cost; purchase price; cogs; product cost",
        "currency": "currency; currency code; curr; ccy; iso currency",
        "activity_type": """activity type; activity; activity kind; event type; task type;
            interaction type; engagement type; type of activity; contact type; touch type""",
        "activity_id": "activity id; task id; event id; call id; meeting id; engagement id",
        "activity_date": """activity date; date of activity; call date; meeting date; event date;
            completed on; completed date; due date; activity day""",
        "contact": """contact; contact name; contact person; person; primary contact; attendee;
            contact full name; spoke with""",
        "minutes": "minutes; duration; duration minutes; length; mins; call duration; time spent",
        "outcome": "outcome; result; call outcome; call result; meeting outcome; disposition",
        "booked_on": "booked on; booking date; booked date; date booked; scheduled on",
        "channel": "channel; medium; contact channel; via",
        "note": "note; notes; comment; comments; description; subject; remark; remarks; memo; text",
        "quantity": """quantity; qty; count; number; number of; units; pieces; pcs; items; volume;
            order quantity; articles""",
        "lead_id": "lead id; lead number; lead no; prospect id; lead nr",
        "lead_created": "lead date; lead created; lead created on; lead created date; received on",
        "source": """source; lead source; origin; lead origin; deal source; opportunity source;
            utm source; acquisition channel; original source""",
        "first_attempt_at": """first attempt at; first attempt; first contact attempt; first call;
            first response; first responded at; first touch""",
        "created_at": """created at; created time; creation time; timestamp; received at; create
            time""",
        "qualified_on": """qualified on; qualified date; qualification date; sql date; date
            qualified""",
        "converted_on": """converted on; converted date; conversion date; date converted; won lead
            date""",
        "deal_id": """deal; deal id; deal no; deal number; opportunity; opportunity id; opp id;
            opp; opportunity no; opportunity number; record id; case; case id; case no; project;
            project id; project no; quote id; quote no; quote number; quotation number; proposal
            number; crm id; pipeline id; dealid""",
        "deal_name": "deal name; opportunity name; opp name; deal title; project name; topic",
        "deal_kind": """deal kind; deal type; kind; opportunity type; type of deal; sale type;
            business type; revenue type; order type""",
        "created_on": """created on; created date; create date; date created; created; creation
            date; engage date; opened on; open date; opened; entry date; registered; registered
            on; engaged on; opportunity created; deal created""",
        "first_contact_on": "first contact on; first contact; first contact date; first meeting",
        "expected_close_on": """expected close on; expected close; expected close date; expected
            closing date; estimated close; estimated close date; est close date; forecast close;
            forecast date; forecasted close date; planned close date; target close date; projected
            close; exp close date""",
        "closed_on": """closed on; close date; closed date; closing date; date closed; closed; won
            date; won on; date won; win date; sold on; sale date; signed on; signed date; contract
            date; decision date; actual close date; lost date; deal date""",
        "stage": """stage; deal stage; sales stage; pipeline stage; stage name; phase; step;
            opportunity stage; funnel stage; sales phase; new stage; to stage""",
        "status": """status; deal status; state; opportunity status; won/lost; won lost; sales
            status; win status; deal outcome; deal result""",
        "lost_reason": """lost reason; reason lost; loss reason; reason for loss; closed lost
            reason; why lost; reason; reason won/lost""",
        "amount": """amount; value; deal value; deal amount; close value; opportunity amount;
            opportunity value; total; total amount; total value; sum; contract value; tcv; acv;
            order value; sales value; sales amount; net amount; net value; revenue; sales;
            turnover; order amount; invoice amount; invoiced; grand total; net sales; estimated
            value; expected value; estimated revenue; expected revenue; subtotal; line total; arr;
            mrr; close amount; won value; won amount; gross amount; amount excl vat""",
        "probability": """probability; confidence; likelihood; win probability; chance; prob;
            close probability; deal probability; forecast probability; win chance""",
        "is_won": "is won; won; iswon; won flag; deal won",
        "is_closed": "is closed; isclosed; closed flag; deal closed",
        "entered_on": """entered on; changed date; change date; changed on; stage date; date
            entered; entered stage; entry to stage; stage change date; stage entered; moved on;
            from stage date; stage start; stage entry date""",
        "order_id": """order id; order no; order number; invoice no; invoice number; invoice id;
            invoice; order; transaction id; transaction no; voucher; row id; line id; receipt;
            sales order; external id; document number; document no""",
        "order_date": """order date; invoice date; purchase date; transaction date; posting date;
            booking day; booked; date of purchase; billing date; date of sale""",
        "category": """category; cost category; cost type; expense type; account category; expense
            category; cost group; budget group; sub category""",
        "scope": "scope; level; scope level; target level; target scope",
        "sent": "sent; emails sent; e-mails sent; recipients; sends; total sent; delivered to",
        "delivered": "delivered; emails delivered; deliveries; total delivered",
        "opened": "opened; opens; unique opens; emails opened; total opens",
        "clicked": "clicked; clicks; unique clicks; total clicks; link clicks",
        "bounced": "bounced; bounces; hard bounces; total bounces; undelivered",
        "campaign": "campaign; campaign name; mailing; newsletter; utm campaign; email name",
        "competitor": "competitor; competitor name; rival; supplier; vendor; competing product",
        "kpi": "kpi; kpi key; metric; measure; kpi name; indicator; goal name; target type",
        "period": """period; target period; quarter; month; week; year; fiscal quarter; fiscal
            year; fiscal period; year month; year quarter; month year; qtr; time period; calendar
            month""",
        "target_value": """target; targets; target value; target amount; quota; quota amount;
            sales quota; sales target; goal; goals; budget; sales budget; budget amount; plan;
            plan value; quota value; goal value; commit; objective; revenue target""",
        "threshold": "threshold; minimum; floor; min; lower limit; threshold value",
        "stretch": "stretch; stretch target; stretch goal; maximum; ambition; stretch value",
        "scope_name": "scope name; for whom; target for; who; whom; entity; name of scope",
        "date": "date; day; dated; calendar date; on",
        "type": "type",
        "ignored": """balance; days in stage; year established; employees; employee count; number
            of employees; headcount; series; vat; tax; vat amount; discount; profit; margin; gross
            profit; postal code; zip; zip code; city; state; state/province; street; address;
            phone; phone number; telephone; mobile; website; outstanding; due amount; history id;
            quota id; age; days open; row; no; nr; ship date; ship mode; value date; weighted
            value; weighted amount; weighted; paid; rest amount; modified; last modified; last
            activity; updated; updated at; contract start date; contract end date; sub segment;
            underlying""",
    }
)
"""What a heading stands for -> the words for it, separated by semicolons."""

KIND_NAMES = MappingProxyType(
    {
        "reps": """reps; sales reps; sales people; sales team; sales teams; team; people; staff;
            users""",
        "customers": "customers; accounts; clients; companies; customer list",
        "products": "products; price list; product list; items; articles; catalogue",
        "activities": "activities; activity log; calls; meetings; tasks; events; engagements",
        "leads": "leads; prospects; lead list; enquiries",
        "deals": "deals; opportunities; pipeline; sales pipeline; sales; opps; closed deals",
        "stage_history": "stage history; opp stage history; stage changes; pipeline history",
        "orders": "orders; invoices; transactions; order list; order lines; purchases; bank",
        "costs": "costs; expenses; cost list; spend; cost",
        "email_stats": "email stats; email statistics; newsletters; campaigns; mailings",
        "prices": "prices; competitor prices; price watch; price comparison",
        "targets": """targets; quotas; quota; budget; sales budget; goals; sales targets; plan;
            quota targets; sales plan; target; objectives""",
    }
)
"""Kind -> what a sheet or a title with such facts is called."""
