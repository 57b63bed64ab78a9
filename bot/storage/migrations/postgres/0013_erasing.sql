-- Of somebody who had everything erased: which events were theirs, so that none that comes again brings them back; nothing tells whose.
CREATE TABLE erased_events (
    hash TEXT PRIMARY KEY,                 -- keyed, of person and event
    at   TEXT NOT NULL
);
CREATE INDEX erased_events_at ON erased_events (at);

-- And who they were, so that a back-up that is put back is erased anew; the same stands in erased.json.
CREATE TABLE erasures (
    salt TEXT PRIMARY KEY,
    hash TEXT NOT NULL,                    -- keyed and salted, of the person's key
    at   TEXT NOT NULL
);
CREATE INDEX erasures_at ON erasures (at);

CREATE INDEX persons_never_here ON persons (heard_at) WHERE turns = 0;
