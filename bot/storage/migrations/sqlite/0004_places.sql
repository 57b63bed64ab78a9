-- Where the school is that someone works at, as far as they told it; which region that is follows from today's content.
ALTER TABLE persons ADD COLUMN place TEXT;
ALTER TABLE persons ADD COLUMN municipality TEXT;
ALTER TABLE persons ADD COLUMN province TEXT;
