-- Which of the questions without an answer the editors are done with; NULL as long as nobody is.
ALTER TABLE questions ADD COLUMN closed_at TEXT;
ALTER TABLE questions ADD COLUMN closed_by INTEGER REFERENCES persons (id) ON DELETE SET NULL;
ALTER TABLE questions ADD COLUMN outcome TEXT NOT NULL DEFAULT '';  -- beantwoord or weggelegd
ALTER TABLE questions ADD COLUMN answer TEXT;  -- what who waits is told in the morning; NULL when nobody is
CREATE INDEX questions_open ON questions (asked_at) WHERE closed_at IS NULL;
CREATE INDEX questions_closed_by ON questions (closed_by) WHERE closed_by IS NOT NULL;

-- What the editors added to the answers at run time. A row is never changed but by being withdrawn, so that it can be read what was said when.
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
CREATE INDEX live_entries_in_use ON live_entries (entry) WHERE withdrawn_at IS NULL;
CREATE INDEX live_entries_author ON live_entries (author) WHERE author IS NOT NULL;
CREATE INDEX live_entries_withdrawn_by ON live_entries (withdrawn_by) WHERE withdrawn_by IS NOT NULL;

-- How often these were changed, which every process looks at.
INSERT INTO counters (name, value) VALUES ('live', 0);

-- Which words people chose an entry for, so that the editors can be done with them.
CREATE INDEX wordings_entry ON wordings (entry);
