-- application_id 0x4c4f4267, user_version 15

CREATE TABLE absence_tickets (
    absence INTEGER NOT NULL REFERENCES absences (id) ON DELETE CASCADE,
    ticket  INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    fate    TEXT NOT NULL,
    PRIMARY KEY (absence, ticket)
) STRICT, WITHOUT ROWID;

CREATE INDEX absence_tickets_ticket ON absence_tickets (ticket);

CREATE TABLE absences (
    id           INTEGER PRIMARY KEY,
    person       INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    first_day    TEXT NOT NULL,
    last_day     TEXT NOT NULL,            -- it counts as well
    stand_in     INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    desk         INTEGER NOT NULL,         -- 1 when the general desk answers instead, else 0
    made_at      TEXT NOT NULL,
    accepted_at  TEXT,
    refused_at   TEXT,
    cancelled_at TEXT
) STRICT;

CREATE INDEX absences_person ON absences (person);

CREATE INDEX absences_stand_in ON absences (stand_in) WHERE stand_in IS NOT NULL;

CREATE INDEX absences_standing ON absences (last_day) WHERE cancelled_at IS NULL;

CREATE TABLE answers (
    person       INTEGER NOT NULL,
    run          TEXT NOT NULL,
    question     TEXT NOT NULL,
    value        TEXT,
    note         TEXT NOT NULL DEFAULT '',
    turn         INTEGER NOT NULL DEFAULT 0,
    question_set TEXT NOT NULL DEFAULT '',  -- hash of the set that the answer was given to
    at           TEXT NOT NULL,
    PRIMARY KEY (person, run, question),
    FOREIGN KEY (person, run) REFERENCES runs (person, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    id     TEXT PRIMARY KEY,
    at     TEXT NOT NULL,
    actor  INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    action TEXT NOT NULL,
    about  INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    detail TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX audit_about ON audit (about) WHERE about IS NOT NULL;

CREATE INDEX audit_actor ON audit (actor) WHERE actor IS NOT NULL;

CREATE INDEX audit_at ON audit (at);

CREATE TABLE broadcast_answers (
    broadcast INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL,
    author    INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    text      TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (broadcast, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX broadcast_answers_author ON broadcast_answers (author) WHERE author IS NOT NULL;

CREATE TABLE broadcast_links (
    broadcast  INTEGER NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    url        TEXT NOT NULL,
    outcome    TEXT NOT NULL,              -- '' as long as nobody looked; ok, missing, refused or silent
    checked_at TEXT,
    PRIMARY KEY (broadcast, url)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX broadcast_recipients_person ON broadcast_recipients (person, broadcast);

CREATE INDEX broadcast_recipients_status ON broadcast_recipients (broadcast, status, channel, number);

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

CREATE INDEX broadcasts_going ON broadcasts (status) WHERE status IN ('held', 'sending', 'paused');

CREATE INDEX broadcasts_second ON broadcasts (second) WHERE second IS NOT NULL;

CREATE TABLE carried_out (
    name TEXT PRIMARY KEY,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE code_misses (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    PRIMARY KEY (person, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
    hash       TEXT PRIMARY KEY,
    role       TEXT NOT NULL,
    region     TEXT NOT NULL,
    label      TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at    TEXT,
    used_by    INTEGER REFERENCES persons (id) ON DELETE SET NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX codes_expires_at ON codes (expires_at);

CREATE INDEX codes_used_by ON codes (used_by) WHERE used_by IS NOT NULL;

CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_events (
    hash TEXT PRIMARY KEY,                 -- keyed, of person and event
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX erased_events_at ON erased_events (at);

CREATE TABLE erasures (
    salt TEXT PRIMARY KEY,
    hash TEXT NOT NULL,                    -- keyed and salted, of the person's key
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX erasures_at ON erasures (at);

CREATE TABLE failed (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    event_id TEXT NOT NULL,
    event  TEXT NOT NULL,
    turn   INTEGER NOT NULL,
    error  TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (person, event_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE handles (
    channel TEXT PRIMARY KEY,
    handle  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE heard (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    event  TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (person, event)
) STRICT, WITHOUT ROWID;

CREATE INDEX heard_at ON heard (at);

CREATE TABLE leases (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE letters (
    id          TEXT PRIMARY KEY,          -- by chance; it becomes the Message-ID, the same at each try
    person      INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    turn        INTEGER NOT NULL,          -- of the person, in which they said yes
    region      TEXT NOT NULL,
    recipient   TEXT,
    reply_to    TEXT,                      -- the asker's address
    subject     TEXT,
    text        TEXT,                      -- the whole letter
    content     TEXT,                      -- what of it was asked
    made_at     TEXT NOT NULL,
    status      TEXT NOT NULL,             -- waiting, sent, failed, or withdrawn by its asker before it went
    tries       INTEGER NOT NULL,
    next_try_at TEXT NOT NULL,
    problem     TEXT,                      -- why it did not go; refused, later, or old
    sent_at     TEXT,
    asked_at    TEXT,                      -- when we asked for an answer
    closed_at   TEXT,
    UNIQUE (person, turn)
) STRICT, WITHOUT ROWID;

CREATE INDEX letters_closed ON letters (closed_at) WHERE closed_at IS NOT NULL;

CREATE INDEX letters_kept ON letters (made_at) WHERE closed_at IS NULL;

CREATE INDEX letters_open ON letters (person) WHERE closed_at IS NULL;

CREATE INDEX letters_waiting ON letters (next_try_at) WHERE status = 'waiting';

CREATE TABLE live_entries (
    number       INTEGER PRIMARY KEY,
    entry        TEXT NOT NULL,            -- the id of the entry that it is, or adds wordings to
    kind         TEXT NOT NULL,            -- antwoord or bewoording
    yaml         TEXT NOT NULL,            -- one item of a list, as it would stand in a file of faq/
    author       INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    made_at      TEXT NOT NULL,
    withdrawn_by INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    withdrawn_at TEXT
) STRICT;

CREATE INDEX live_entries_author ON live_entries (author) WHERE author IS NOT NULL;

CREATE INDEX live_entries_in_use ON live_entries (entry) WHERE withdrawn_at IS NULL;

CREATE INDEX live_entries_withdrawn_by ON live_entries (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

CREATE TABLE outbox (
    person      INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    turn        INTEGER NOT NULL,
    part        INTEGER NOT NULL,
    key         TEXT NOT NULL DEFAULT '',
    message     TEXT NOT NULL,              -- dialogs.language Say or Revise
    transaction_id TEXT NOT NULL,           -- random; row numbers come back after a restore
    made_at     TEXT NOT NULL,
    said_at     TEXT,
    message_id  TEXT,                       -- the channel's
    tries       INTEGER NOT NULL DEFAULT 0,
    problem     TEXT,
    PRIMARY KEY (person, turn, part)
) STRICT;

CREATE INDEX outbox_key ON outbox (person, key, turn) WHERE key <> '';

CREATE INDEX outbox_said_at ON outbox (said_at) WHERE said_at IS NOT NULL;

CREATE INDEX outbox_unsaid ON outbox (person, turn, part) WHERE said_at IS NULL;

CREATE TABLE overviews (
    person INTEGER PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE,
    since  TEXT NOT NULL
) STRICT;

CREATE TRIGGER persons_gone AFTER DELETE ON persons BEGIN
    UPDATE counters SET value = max(value, old.id) WHERE name = 'persons';
END;

CREATE TRIGGER persons_number AFTER INSERT ON persons WHEN new.id <= (SELECT value FROM counters WHERE name = 'persons') BEGIN
    UPDATE persons SET id = 1 + (SELECT value FROM counters WHERE name = 'persons') WHERE id = new.id;
END;

CREATE TABLE persons (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,        -- channel:name on that channel
    channel   TEXT NOT NULL,
    address   TEXT NOT NULL,               -- where to say things: latest chat or direct room
    audience  TEXT,                        -- ouder, school, leerling; NULL when they did not say
    state     TEXT NOT NULL,               -- dialogs.memory, with its version
    turns     INTEGER NOT NULL DEFAULT 0,
    reachable INTEGER NOT NULL DEFAULT 1,
    since     TEXT NOT NULL,
    heard_at  TEXT NOT NULL
, aloud INTEGER NOT NULL DEFAULT 0, place TEXT, municipality TEXT, province TEXT, called TEXT NOT NULL DEFAULT '', news TEXT, news_at TEXT, sector TEXT) STRICT;

CREATE INDEX persons_never_here ON persons (heard_at) WHERE turns = 0;

CREATE INDEX persons_news ON persons (channel, audience, sector, province, municipality) WHERE news = 'yes' AND reachable = 1;

CREATE TABLE proposals (
    ticket      INTEGER NOT NULL,
    message     INTEGER NOT NULL,
    question    TEXT NOT NULL,
    answer      TEXT NOT NULL,
    proposer    INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    proposed_at TEXT NOT NULL,
    state       TEXT NOT NULL,             -- voorgesteld, bewaard or afgewezen
    judged_by   INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    judged_at   TEXT,
    PRIMARY KEY (ticket, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX proposals_judged_by ON proposals (judged_by) WHERE judged_by IS NOT NULL;

CREATE INDEX proposals_proposer ON proposals (proposer) WHERE proposer IS NOT NULL;

CREATE INDEX proposals_waiting ON proposals (proposed_at) WHERE state = 'voorgesteld';

CREATE TABLE question_sets (
    hash TEXT PRIMARY KEY,
    id   TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE questions (
    id        TEXT PRIMARY KEY,
    person    INTEGER REFERENCES persons (id) ON DELETE CASCADE,
    turn      INTEGER NOT NULL,
    text      TEXT NOT NULL,
    unhelpful TEXT NOT NULL,               -- the answer that did not help, or ''
    nearest   TEXT NOT NULL,               -- ids of entries, apart by spaces
    audience  TEXT,
    asked_at  TEXT NOT NULL
, closed_at TEXT, closed_by INTEGER REFERENCES persons (id) ON DELETE SET NULL, outcome TEXT NOT NULL DEFAULT '', answer TEXT) STRICT, WITHOUT ROWID;

CREATE INDEX questions_closed_by ON questions (closed_by) WHERE closed_by IS NOT NULL;

CREATE INDEX questions_linked ON questions (asked_at) WHERE person IS NOT NULL;

CREATE INDEX questions_open ON questions (asked_at) WHERE closed_at IS NULL;

CREATE INDEX questions_person ON questions (person, turn) WHERE person IS NOT NULL;

CREATE TABLE ratings (
    entry     TEXT NOT NULL,
    day       TEXT NOT NULL,
    helpful   INTEGER NOT NULL,
    unhelpful INTEGER NOT NULL,
    PRIMARY KEY (entry, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE raw_states (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    turn   INTEGER NOT NULL,
    state  TEXT NOT NULL,
    why    TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (person, turn)
) STRICT, WITHOUT ROWID;

CREATE TABLE reminders (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    key    TEXT NOT NULL,
    due_at TEXT NOT NULL,
    PRIMARY KEY (person, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX reminders_due_at ON reminders (due_at);

CREATE TABLE roles (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    role   TEXT NOT NULL,
    region TEXT NOT NULL,                  -- of a contact, else ''
    label  TEXT NOT NULL,                  -- by which medewerkers know the account; '' for none
    since  TEXT NOT NULL,
    PRIMARY KEY (person, role, region)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    person       INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    id           TEXT NOT NULL,
    question_set TEXT NOT NULL,
    sector       TEXT NOT NULL,
    level        TEXT NOT NULL,
    department   TEXT NOT NULL DEFAULT '',
    whole        INTEGER NOT NULL DEFAULT 0,
    started_at   TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    done_at      TEXT,
    discarded_at TEXT,
    PRIMARY KEY (person, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tallied (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    month  TEXT NOT NULL,
    PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;

CREATE INDEX tallied_month ON tallied (month);

CREATE TABLE tallies (
    month     TEXT NOT NULL,               -- as 2026-11, by the Dutch clock
    name      TEXT NOT NULL,               -- as in knowledge.figures
    number    INTEGER NOT NULL,
    people    INTEGER NOT NULL,            -- each counted once
    newcomers INTEGER NOT NULL,            -- of these, who was not counted in the eleven months before
    PRIMARY KEY (month, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE tells (
    person   INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    question TEXT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    at       TEXT NOT NULL,
    PRIMARY KEY (person, question)
) STRICT, WITHOUT ROWID;

CREATE INDEX tells_question ON tells (question);

CREATE TABLE ticket_drafts (
    person     INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    turn       INTEGER NOT NULL,
    text       TEXT NOT NULL,
    message_id TEXT NOT NULL,
    at         TEXT NOT NULL, file TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (person, turn)
) STRICT, WITHOUT ROWID;

CREATE TABLE ticket_invited (
    ticket INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    PRIMARY KEY (ticket, person)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_invited_person ON ticket_invited (person);

CREATE TABLE ticket_messages (
    ticket       INTEGER NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    author       INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    text         TEXT NOT NULL,
    message_id   TEXT NOT NULL,            -- the channel's, where it was typed; '' when not known
    at           TEXT NOT NULL,
    passed_at    TEXT,
    withdrawn_at TEXT, file TEXT NOT NULL DEFAULT '', batch INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (ticket, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX ticket_messages_author ON ticket_messages (author) WHERE author IS NOT NULL;

CREATE TABLE tickets (
    id            INTEGER PRIMARY KEY,
    asker         INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    region        TEXT NOT NULL,           -- whose contacts answer; '' for the general desk
    place         TEXT,
    municipality  TEXT,
    province      TEXT NOT NULL,
    question      TEXT NOT NULL,
    scan          TEXT NOT NULL,           -- the result that went along, as it was sent; '' for none
    run           TEXT NOT NULL,           -- of the asker; '' for none
    asked_at      TEXT NOT NULL,
    waiting_since TEXT,                    -- NULL when the last word is not the asker's
    holder        INTEGER REFERENCES persons (id) ON DELETE SET NULL,
    taken_at      TEXT,
    closed_at     TEXT,
    reopened_at   TEXT,
    helped_at     TEXT                     -- when the asker said that it helped
, offered_at TEXT, desk INTEGER NOT NULL DEFAULT 0, nudges INTEGER NOT NULL DEFAULT 0, nudged_at TEXT, late_at TEXT, answered_at TEXT, told_at TEXT, asker_name TEXT NOT NULL DEFAULT '') STRICT;

CREATE INDEX tickets_asker ON tickets (asker);

CREATE INDEX tickets_holder ON tickets (holder) WHERE holder IS NOT NULL;

CREATE INDEX tickets_open ON tickets (region, id) WHERE closed_at IS NULL;

CREATE TABLE wordings (
    id    TEXT PRIMARY KEY,
    text  TEXT NOT NULL,
    entry TEXT NOT NULL,
    day   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX wordings_entry ON wordings (entry);

