-- Of somebody who had everything erased: which events were theirs, so that none that comes again brings them back; nothing tells whose.
CREATE TABLE erased_events (
    hash TEXT PRIMARY KEY,                 -- keyed, of person and event
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erased_events_at ON erased_events (at);

-- And who they were, so that a back-up that is put back is erased anew; the same stands in erased.json.
CREATE TABLE erasures (
    salt TEXT PRIMARY KEY,
    hash TEXT NOT NULL,                    -- keyed and salted, of the person's key
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_at ON erasures (at);

-- The number of an account that is gone never comes back: a button, or a message that is on its way, would mean another person.
INSERT INTO counters (name, value) VALUES ('persons', 0);
CREATE TRIGGER persons_gone AFTER DELETE ON persons BEGIN
    UPDATE counters SET value = max(value, old.id) WHERE name = 'persons';
END;
CREATE TRIGGER persons_number AFTER INSERT ON persons WHEN new.id <= (SELECT value FROM counters WHERE name = 'persons') BEGIN
    UPDATE persons SET id = 1 + (SELECT value FROM counters WHERE name = 'persons') WHERE id = new.id;
END;
CREATE INDEX persons_never_here ON persons (heard_at) WHERE turns = 0;
