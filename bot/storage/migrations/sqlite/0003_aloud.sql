-- 1 for who wants messages that can be read aloud.
ALTER TABLE persons ADD COLUMN aloud INTEGER NOT NULL DEFAULT 0;
