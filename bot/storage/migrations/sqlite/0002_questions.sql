-- Questions that got no answer, or none that helped, without addresses and numbers. The link to who asked goes with the review or with time;
-- a question without one is anybody's.
CREATE TABLE questions (
    id        TEXT PRIMARY KEY,
    person    INTEGER REFERENCES persons (id) ON DELETE CASCADE,
    turn      INTEGER NOT NULL,
    text      TEXT NOT NULL,
    unhelpful TEXT NOT NULL,               -- the answer that did not help, or ''
    nearest   TEXT NOT NULL,               -- ids of entries, apart by spaces
    audience  TEXT,
    asked_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX questions_person ON questions (person, turn) WHERE person IS NOT NULL;
CREATE INDEX questions_linked ON questions (asked_at) WHERE person IS NOT NULL;

-- Who wants to be told when a question has an answer.
CREATE TABLE tells (
    person   INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    question TEXT NOT NULL REFERENCES questions (id) ON DELETE CASCADE,
    at       TEXT NOT NULL,
    PRIMARY KEY (person, question)
) STRICT, WITHOUT ROWID;
CREATE INDEX tells_question ON tells (question);

-- Words for which someone chose an entry from the menu. Nobody's: not even the hour is kept.
CREATE TABLE wordings (
    id    TEXT PRIMARY KEY,
    text  TEXT NOT NULL,
    entry TEXT NOT NULL,
    day   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How often an answer helped or did not, by day.
CREATE TABLE ratings (
    entry     TEXT NOT NULL,
    day       TEXT NOT NULL,
    helpful   INTEGER NOT NULL,
    unhelpful INTEGER NOT NULL,
    PRIMARY KEY (entry, day)
) STRICT, WITHOUT ROWID;
