-- Questions that go to a contact by mail. What somebody wrote in one, and every address, is NULL once it is closed.
CREATE TABLE letters (
    id          TEXT PRIMARY KEY,          -- by chance; it becomes the Message-ID, the same at each try
    person      BIGINT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    turn        BIGINT NOT NULL,          -- of the person, in which they said yes
    region      TEXT NOT NULL,
    recipient   TEXT,
    reply_to    TEXT,                      -- the asker's address
    subject     TEXT,
    text        TEXT,                      -- the whole letter
    content     TEXT,                      -- what of it was asked
    made_at     TEXT NOT NULL,
    status      TEXT NOT NULL,             -- waiting, sent, failed, or withdrawn by its asker before it went
    tries       BIGINT NOT NULL,
    next_try_at TEXT NOT NULL,
    problem     TEXT,                      -- why it did not go; refused, later, or old
    sent_at     TEXT,
    asked_at    TEXT,                      -- when we asked for an answer
    closed_at   TEXT,
    UNIQUE (person, turn)
);
CREATE INDEX letters_open ON letters (person) WHERE closed_at IS NULL;
CREATE INDEX letters_waiting ON letters (next_try_at) WHERE status = 'waiting';
CREATE INDEX letters_kept ON letters (made_at) WHERE closed_at IS NULL;
CREATE INDEX letters_closed ON letters (closed_at) WHERE closed_at IS NOT NULL;
