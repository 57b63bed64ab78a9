-- The last number given, by what is counted; held by each turn that touches what people share, so that these go one after another.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('tickets', 0);

-- Questions that were handed to a person. Numbers are counted and never come back.
CREATE TABLE tickets (
    id            BIGINT PRIMARY KEY,
    asker         BIGINT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    region        TEXT NOT NULL,           -- whose contacts answer; '' for the general desk
    place         TEXT,
    municipality  TEXT,
    province      TEXT NOT NULL,
    question      TEXT NOT NULL,
    scan          TEXT NOT NULL,           -- the result that went along, as it was sent; '' for none
    run           TEXT NOT NULL,           -- of the asker; '' for none
    asked_at      TEXT NOT NULL,
    waiting_since TEXT,                    -- NULL when the last word is not the asker's
    holder        BIGINT REFERENCES persons (id) ON DELETE SET NULL,
    taken_at      TEXT,
    closed_at     TEXT,
    reopened_at   TEXT,
    helped_at     TEXT                     -- when the asker said that it helped
);
CREATE INDEX tickets_asker ON tickets (asker);
CREATE INDEX tickets_holder ON tickets (holder) WHERE holder IS NOT NULL;
CREATE INDEX tickets_open ON tickets (region, id) WHERE closed_at IS NULL;

-- What both said after the question, in order; where it stands in a chat is told by the outbox's key.
CREATE TABLE ticket_messages (
    ticket       BIGINT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    number       BIGINT NOT NULL,
    author       BIGINT REFERENCES persons (id) ON DELETE SET NULL,
    text         TEXT NOT NULL,
    message_id   TEXT NOT NULL,            -- the channel's, where it was typed; '' when not known
    at           TEXT NOT NULL,
    passed_at    TEXT,
    withdrawn_at TEXT,
    PRIMARY KEY (ticket, number)
);
CREATE INDEX ticket_messages_author ON ticket_messages (author) WHERE author IS NOT NULL;

-- What staff typed without saying to which question it belongs.
CREATE TABLE ticket_drafts (
    person     BIGINT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    turn       BIGINT NOT NULL,
    text       TEXT NOT NULL,
    message_id TEXT NOT NULL,
    at         TEXT NOT NULL,
    PRIMARY KEY (person, turn)
);
