CREATE TABLE action (
    id INTEGER NOT NULL,
    at VARCHAR(32) NOT NULL,
    name VARCHAR(32) NOT NULL,
    text TEXT NOT NULL,
    state VARCHAR(8) NOT NULL,
    refers_to INTEGER,
    PRIMARY KEY (id)
);

CREATE TABLE closed_day (
    day DATE NOT NULL,
    name TEXT NOT NULL,
    working INTEGER NOT NULL,
    PRIMARY KEY (day)
);

CREATE TABLE currency_rate (
    currency VARCHAR(3) NOT NULL,
    valid_from DATE NOT NULL,
    rate BIGINT NOT NULL,
    PRIMARY KEY (currency, valid_from)
);

CREATE TABLE day_total (
    measure VARCHAR(40) NOT NULL,
    day DATE NOT NULL,
    rep_id INTEGER NOT NULL,
    n INTEGER NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (measure, day, rep_id)
);

CREATE TABLE import_batch (
    id INTEGER NOT NULL,
    imported_at VARCHAR(32) NOT NULL,
    source TEXT NOT NULL,
    sheet TEXT,
    kind TEXT NOT NULL,
    shape TEXT,
    mapping TEXT NOT NULL,
    counts TEXT NOT NULL,
    state VARCHAR(8) NOT NULL,
    action_id INTEGER,
    PRIMARY KEY (id)
);

CREATE TABLE kpi_definition (
    id INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    version INTEGER NOT NULL,
    valid_from DATE,
    label TEXT NOT NULL,
    formula TEXT NOT NULL,
    unit VARCHAR(16) NOT NULL,
    direction VARCHAR(8) NOT NULL,
    category VARCHAR(16) NOT NULL,
    attribution TEXT NOT NULL,
    population TEXT NOT NULL,
    lowest_scope VARCHAR(10) NOT NULL,
    description TEXT NOT NULL,
    n_measure TEXT,
    PRIMARY KEY (id),
    UNIQUE ("key", version)
);

CREATE TABLE saved_mapping (
    shape TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used INTEGER NOT NULL,
    last_source TEXT,
    PRIMARY KEY (shape)
);

CREATE TABLE setting (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);

CREATE TABLE target_change (
    id INTEGER NOT NULL,
    target_id INTEGER NOT NULL,
    changed_at VARCHAR(32) NOT NULL,
    field TEXT NOT NULL,
    old TEXT,
    new TEXT,
    action_id INTEGER,
    PRIMARY KEY (id)
);

CREATE INDEX ix_target_change_target_id ON target_change (target_id);

CREATE TABLE alias (
    id INTEGER NOT NULL,
    list VARCHAR(10) NOT NULL,
    written TEXT NOT NULL,
    means_id INTEGER NOT NULL,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    UNIQUE (list, written),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE TABLE change (
    id INTEGER NOT NULL,
    action_id INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    op VARCHAR(8) NOT NULL,
    row_id TEXT,
    old TEXT,
    new TEXT,
    kept BLOB,
    PRIMARY KEY (id),
    FOREIGN KEY(action_id) REFERENCES action (id)
);

CREATE INDEX ix_change_action_id ON change (action_id);

CREATE TABLE cost (
    id INTEGER NOT NULL,
    date DATE NOT NULL,
    amount BIGINT NOT NULL,
    category TEXT,
    scope TEXT,
    currency TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    base_amount BIGINT,
    PRIMARY KEY (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX cost_day ON cost (date, category);

CREATE TABLE product (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    price BIGINT,
    cost BIGINT,
    currency TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE TABLE rep (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    email TEXT,
    role TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE TABLE stage (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    outcome VARCHAR(10) NOT NULL,
    confidence BIGINT,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE TABLE target (
    id INTEGER NOT NULL,
    kpi TEXT NOT NULL,
    scope VARCHAR(10) NOT NULL,
    scope_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    grain VARCHAR(8) NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    value BIGINT NOT NULL,
    threshold BIGINT,
    stretch BIGINT,
    note TEXT NOT NULL,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    CONSTRAINT target_once UNIQUE (kpi, scope, scope_id, period),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX target_scope ON target (kpi, scope, scope_id, first_day, last_day);

CREATE TABLE team (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    parent_id INTEGER,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(parent_id) REFERENCES team (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE TABLE absence (
    id INTEGER NOT NULL,
    rep_id INTEGER NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    reason TEXT,
    PRIMARY KEY (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id)
);

CREATE INDEX ix_absence_rep_id ON absence (rep_id);

CREATE TABLE customer (
    id INTEGER NOT NULL,
    name TEXT NOT NULL,
    org_number TEXT,
    segment TEXT,
    owner_id INTEGER,
    customer_since DATE,
    lost_on DATE,
    country TEXT,
    parent_customer_id INTEGER,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    UNIQUE (name),
    FOREIGN KEY(owner_id) REFERENCES rep (id),
    FOREIGN KEY(parent_customer_id) REFERENCES customer (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX ix_customer_parent_customer_id ON customer (parent_customer_id);

CREATE TABLE email_stat (
    id INTEGER NOT NULL,
    date DATE NOT NULL,
    sent INTEGER,
    delivered INTEGER,
    opened INTEGER,
    clicked INTEGER,
    bounced INTEGER,
    rep_id INTEGER,
    campaign TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX email_stat_day ON email_stat (date);

CREATE TABLE lead (
    id INTEGER NOT NULL,
    created_on DATE NOT NULL,
    rep_id INTEGER,
    company TEXT,
    contact TEXT,
    org_number TEXT,
    source TEXT,
    first_attempt_at DATETIME,
    created_at DATETIME,
    qualified_on DATE,
    converted_on DATE,
    external_id TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX lead_by_key ON lead (external_id);

CREATE INDEX lead_day ON lead (created_on);

CREATE TABLE membership (
    id INTEGER NOT NULL,
    rep_id INTEGER NOT NULL,
    team_id INTEGER,
    valid_from DATE,
    valid_to DATE,
    fte BIGINT NOT NULL,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(team_id) REFERENCES team (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX ix_membership_rep_id ON membership (rep_id);

CREATE TABLE price_point (
    id INTEGER NOT NULL,
    date DATE NOT NULL,
    product_id INTEGER NOT NULL,
    price BIGINT NOT NULL,
    competitor TEXT,
    currency TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(product_id) REFERENCES product (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX price_day ON price_point (product_id, date);

CREATE TABLE stage_entry (
    id INTEGER NOT NULL,
    deal TEXT NOT NULL,
    stage_id INTEGER NOT NULL,
    entered_on DATE NOT NULL,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(stage_id) REFERENCES stage (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX stage_entry_day ON stage_entry (entered_on);

CREATE INDEX stage_entry_deal ON stage_entry (deal, entered_on);

CREATE TABLE activity (
    id INTEGER NOT NULL,
    date DATE NOT NULL,
    type TEXT NOT NULL,
    rep_id INTEGER,
    customer_id INTEGER,
    contact TEXT,
    deal TEXT,
    quantity BIGINT,
    minutes BIGINT,
    outcome TEXT,
    booked_on DATE,
    channel TEXT,
    external_id TEXT,
    note TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX activity_by_key ON activity (external_id);

CREATE INDEX activity_customer ON activity (customer_id, type, date);

CREATE INDEX activity_day ON activity (type, date, rep_id, outcome, quantity);

CREATE TABLE deal (
    id INTEGER NOT NULL,
    deal TEXT NOT NULL,
    rep_id INTEGER,
    customer_id INTEGER,
    contact TEXT,
    product_id INTEGER,
    source TEXT,
    kind TEXT,
    created_on DATE,
    first_contact_on DATE,
    expected_close_on DATE,
    closed_on DATE,
    stage_id INTEGER,
    status TEXT,
    lost_reason TEXT,
    value BIGINT,
    currency TEXT,
    confidence BIGINT,
    batch_id INTEGER,
    source_row INTEGER,
    base_value BIGINT,
    cycle_days INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(product_id) REFERENCES product (id),
    FOREIGN KEY(stage_id) REFERENCES stage (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE UNIQUE INDEX deal_by_key ON deal (deal);

CREATE INDEX deal_closed ON deal (status, closed_on, rep_id, base_value, cycle_days);

CREATE INDEX deal_created ON deal (created_on, status, rep_id);

CREATE INDEX deal_customer ON deal (customer_id, status, closed_on);

CREATE INDEX deal_open ON deal (status, expected_close_on, created_on, rep_id, base_value, confidence, stage_id) WHERE status = 'open';

CREATE TABLE sales_order (
    id INTEGER NOT NULL,
    date DATE NOT NULL,
    amount BIGINT NOT NULL,
    customer_id INTEGER,
    rep_id INTEGER,
    product_id INTEGER,
    quantity BIGINT,
    unit_price BIGINT,
    currency TEXT,
    external_id TEXT,
    batch_id INTEGER,
    source_row INTEGER,
    base_amount BIGINT,
    PRIMARY KEY (id),
    FOREIGN KEY(customer_id) REFERENCES customer (id),
    FOREIGN KEY(rep_id) REFERENCES rep (id),
    FOREIGN KEY(product_id) REFERENCES product (id),
    FOREIGN KEY(batch_id) REFERENCES import_batch (id)
);

CREATE INDEX order_by_key ON sales_order (external_id);

CREATE INDEX order_customer ON sales_order (customer_id, date);

CREATE INDEX order_day ON sales_order (date, rep_id);
