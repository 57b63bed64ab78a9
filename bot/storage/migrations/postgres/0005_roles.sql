-- Who works with the guide: as medewerker, redactie, or as the contact of a region.
CREATE TABLE roles (
    person BIGINT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    role   TEXT NOT NULL,
    region TEXT NOT NULL,                  -- of a contact, else ''
    label  TEXT NOT NULL,                  -- by which medewerkers know the account; '' for none
    since  TEXT NOT NULL,
    PRIMARY KEY (person, role, region)
);

-- One-time codes that give a role, by the SHA-256 of the code.
CREATE TABLE codes (
    hash       TEXT PRIMARY KEY,
    role       TEXT NOT NULL,
    region     TEXT NOT NULL,
    label      TEXT NOT NULL,
    made_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at    TEXT,
    used_by    BIGINT REFERENCES persons (id) ON DELETE SET NULL
);
CREATE INDEX codes_used_by ON codes (used_by) WHERE used_by IS NOT NULL;
CREATE INDEX codes_expires_at ON codes (expires_at);

-- Codes that were typed and are none.
CREATE TABLE code_misses (
    person BIGINT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    PRIMARY KEY (person, at)
);

-- What staff did: who, what, about whom, when. No texts.
CREATE TABLE audit (
    id     TEXT PRIMARY KEY,
    at     TEXT NOT NULL,
    actor  BIGINT REFERENCES persons (id) ON DELETE SET NULL,
    action TEXT NOT NULL,
    about  BIGINT REFERENCES persons (id) ON DELETE SET NULL,
    detail TEXT NOT NULL
);
CREATE INDEX audit_at ON audit (at);
CREATE INDEX audit_actor ON audit (actor) WHERE actor IS NOT NULL;
CREATE INDEX audit_about ON audit (about) WHERE about IS NOT NULL;

-- By which name people find the guide on a channel, as the channel itself says; for links.
CREATE TABLE handles (
    channel TEXT PRIMARY KEY,
    handle  TEXT NOT NULL
);
