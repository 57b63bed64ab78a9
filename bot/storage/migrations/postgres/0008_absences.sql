-- When one of the staff is away, and who answers instead once they said yes. Numbers are counted and never come back.
CREATE TABLE absences (
    id           BIGINT PRIMARY KEY,
    person       BIGINT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL,            -- it counts as well
    stand_in     BIGINT REFERENCES persons (id) ON DELETE SET NULL,
    desk         BIGINT NOT NULL,         -- 1 when the general desk answers instead, else 0
    made_at      TEXT NOT NULL,
    accepted_at  TEXT,
    refused_at   TEXT,
    cancelled_at TEXT
);
CREATE INDEX absences_person ON absences (person);
CREATE INDEX absences_stand_in ON absences (stand_in) WHERE stand_in IS NOT NULL;
CREATE INDEX absences_standing ON absences (last_day) WHERE cancelled_at IS NULL;
INSERT INTO counters (name, value) VALUES ('absences', 0);

-- What becomes of a question that they hold, where they chose so.
CREATE TABLE absence_tickets (
    absence BIGINT NOT NULL REFERENCES absences (id) ON DELETE CASCADE,
    ticket  BIGINT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    fate    TEXT NOT NULL,
    PRIMARY KEY (absence, ticket)
);
CREATE INDEX absence_tickets_ticket ON absence_tickets (ticket);
