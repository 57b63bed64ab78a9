-- News from the guide: NULL when never asked, 'asked', 'yes' or 'no', and since when; sector, of the school of the last scan that was begun.
ALTER TABLE persons ADD COLUMN news TEXT;
ALTER TABLE persons ADD COLUMN news_at TEXT;
ALTER TABLE persons ADD COLUMN sector TEXT;
UPDATE persons SET sector = (SELECT r.sector FROM runs AS r WHERE r.person = persons.id ORDER BY r.started_at DESC LIMIT 1);
CREATE INDEX persons_news ON persons (channel, audience, sector, province, municipality) WHERE news = 'yes' AND reachable = 1;

-- One message to many. Numbers are counted and never come back. Who is author and who agreed may be forgotten.
CREATE TABLE broadcasts (
    id           INTEGER PRIMARY KEY,
    author       INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    text         TEXT NOT NULL,            -- as it is now, also after a correction
    file         TEXT NOT NULL,            -- a picture, as in ticket_messages; '' for none
    link_label   TEXT NOT NULL,
    link         TEXT NOT NULL,            -- what a link to the guide may say, or an https address; '' for no button
    target       TEXT NOT NULL,            -- who gets it, as JSON (dialogs.broadcast Target)
    status       TEXT NOT NULL,            -- draft, held, sending, paused, ended or cancelled
    wants_second INTEGER NOT NULL,         -- 1 as long as a second medewerker must agree
    second       INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    made_at      TEXT NOT NULL,
    confirmed_at TEXT,
    starts_at    TEXT,                     -- of one that is held: when the first go
    rest_at      TEXT,                     -- when the others go; NULL as long as nobody said so
    any_hour     INTEGER NOT NULL,         -- 1 when it may leave outside polite hours
    paused_at    TEXT,
    why_paused   TEXT NOT NULL,            -- '' by a person; locked, server or retry_after by itself
    resumes_at   TEXT,
    ended_at     TEXT,
    version      INTEGER NOT NULL,         -- how often it was corrected after it was sent
    corrected_at TEXT,
    correction   TEXT NOT NULL DEFAULT '', -- other words, as somebody typed them who did not say yes to them yet
    withdrawn_at TEXT,
    snapshot_at  TEXT,                     -- when its recipients were fixed
    total        INTEGER NOT NULL,         -- how many people it was confirmed for; how many were fixed, once they are
    per_minute   INTEGER NOT NULL,         -- how fast it goes
    told         TEXT NOT NULL             -- the stage that its author was last told of
) STRICT;
CREATE INDEX broadcasts_author ON broadcasts (author) WHERE author IS NOT NULL;
CREATE INDEX broadcasts_second ON broadcasts (second) WHERE second IS NOT NULL;
CREATE INDEX broadcasts_going ON broadcasts (status) WHERE status IN ('held', 'sending', 'paused');
INSERT INTO counters (name, value) VALUES ('broadcasts', 0);

-- Who gets it, fixed when it starts. The row of somebody who is forgotten stays for the counts, with nobody in it.
CREATE TABLE broadcast_recipients (
    broadcast      INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    number         INTEGER NOT NULL,       -- from 1
    person         INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    channel        TEXT NOT NULL,
    status         TEXT NOT NULL,          -- queued, sending, said, blocked, failed, uncertain or left
    not_before     TEXT,
    transaction_id TEXT,
    message_id     TEXT,
    at             TEXT,
    tries          INTEGER NOT NULL DEFAULT 0,
    version        INTEGER NOT NULL DEFAULT 0, -- of the text that stands there
    removed        INTEGER NOT NULL DEFAULT 0, -- 1 when it was taken away, 2 when that can't be done
    PRIMARY KEY (broadcast, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_recipients_status ON broadcast_recipients (broadcast, status, channel, number);
CREATE INDEX broadcast_recipients_person ON broadcast_recipients (person, broadcast);

-- The addresses in it, and whether they answer.
CREATE TABLE broadcast_links (
    broadcast  INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    url        TEXT NOT NULL,
    outcome    TEXT NOT NULL,              -- '' as long as nobody looked; ok, missing, refused or silent
    checked_at TEXT,
    PRIMARY KEY (broadcast, url)
) STRICT, WITHOUT ROWID;

-- What people ask about it, and the answers for everybody who asks.
CREATE TABLE broadcast_questions (
    broadcast   INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    person      INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    turn        INTEGER NOT NULL,
    text        TEXT NOT NULL,
    at          TEXT NOT NULL,
    answered_at TEXT,
    PRIMARY KEY (broadcast, person, turn)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_questions_person ON broadcast_questions (person);
CREATE TABLE broadcast_answers (
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    author    INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    text      TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (broadcast, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX broadcast_answers_author ON broadcast_answers (author) WHERE author IS NOT NULL;
