-- 1 for who wants messages that can be read aloud.
ALTER TABLE persons ADD COLUMN aloud BIGINT NOT NULL DEFAULT 0;
