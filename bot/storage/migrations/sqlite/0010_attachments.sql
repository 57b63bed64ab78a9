-- A picture or file that somebody sent: where to get it, as JSON; '' for none. Its bytes are never here.
ALTER TABLE ticket_messages ADD COLUMN file TEXT NOT NULL DEFAULT '';
ALTER TABLE ticket_drafts ADD COLUMN file TEXT NOT NULL DEFAULT '';
-- How somebody wants to be called: an asker in one question, and who answers in all.
ALTER TABLE tickets ADD COLUMN asker_name TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN called TEXT NOT NULL DEFAULT '';
