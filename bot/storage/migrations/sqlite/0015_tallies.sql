-- How often something happened in a month, and to how many people: of nobody, so it stays when somebody is erased.
CREATE TABLE tallies (
    month     TEXT NOT NULL,               -- as 2026-11, by the Dutch clock
    name      TEXT NOT NULL,               -- as in knowledge.figures
    number    INTEGER NOT NULL,
    people    INTEGER NOT NULL,            -- each counted once
    newcomers INTEGER NOT NULL,            -- of these, who was not counted in the eleven months before
    PRIMARY KEY (month, name)
) STRICT, WITHOUT ROWID;

-- In which month somebody was last counted under a name, so that they are counted once; goes with them, and after a year.
CREATE TABLE tallied (
    person INTEGER NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    name   TEXT NOT NULL,
    month  TEXT NOT NULL,
    PRIMARY KEY (person, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX tallied_month ON tallied (month);

-- When what need not be kept was last erased.
CREATE TABLE carried_out (
    name TEXT PRIMARY KEY,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
