-- How long a question waits for whom: offered_at, when it last came to who may take it; desk, 1 when the general desk was asked too;
-- nudges and nudged_at, how often and when who is to answer was reminded; late_at, when the general desk heard that its holder does not
-- answer; answered_at, when the last answer was passed on; told_at, when the asker was last told how it stands.
ALTER TABLE tickets ADD COLUMN offered_at TEXT;
ALTER TABLE tickets ADD COLUMN desk BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN nudges BIGINT NOT NULL DEFAULT 0;
ALTER TABLE tickets ADD COLUMN nudged_at TEXT;
ALTER TABLE tickets ADD COLUMN late_at TEXT;
ALTER TABLE tickets ADD COLUMN answered_at TEXT;
ALTER TABLE tickets ADD COLUMN told_at TEXT;
UPDATE tickets SET
    offered_at = COALESCE(reopened_at, asked_at),
    told_at = COALESCE(closed_at, taken_at, reopened_at, asked_at),
    answered_at = (SELECT max(m.passed_at) FROM ticket_messages AS m WHERE m.ticket = tickets.id AND m.author <> tickets.asker);

-- Who may answer beside those of its region: who stood in when it was offered.
CREATE TABLE ticket_invited (
    ticket BIGINT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    person BIGINT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    PRIMARY KEY (ticket, person)
);
CREATE INDEX ticket_invited_person ON ticket_invited (person);

-- Who gets a list of the open questions on each working day.
CREATE TABLE overviews (
    person BIGINT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
    since  TEXT NOT NULL
);

-- The clock of each question that is open already, as a reminder of who asked.
INSERT INTO reminders (person, key, due_at) SELECT asker, 't:' || id || ':klok', asked_at FROM tickets WHERE closed_at IS NULL;
