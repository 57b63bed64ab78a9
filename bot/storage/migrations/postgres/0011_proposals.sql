-- In which turn of its author something was said to several at once; 0 for what was said to one.
ALTER TABLE ticket_messages ADD COLUMN batch BIGINT NOT NULL DEFAULT 0;

-- Answers that staff put before the editors, without what says who someone is. Named by what they were made of, which may be gone.
CREATE TABLE proposals (
    ticket      BIGINT  NOT NULL,
    message     BIGINT  NOT NULL,
    question    TEXT NOT NULL,
    answer      TEXT NOT NULL,
    proposer    BIGINT  REFERENCES persons (id) ON DELETE SET NULL,
    proposed_at TEXT NOT NULL,
    state       TEXT NOT NULL,             -- voorgesteld, bewaard or afgewezen
    judged_by   BIGINT  REFERENCES persons (id) ON DELETE SET NULL,
    judged_at   TEXT,
    PRIMARY KEY (ticket, message)
);
CREATE INDEX proposals_proposer ON proposals (proposer) WHERE proposer IS NOT NULL;
CREATE INDEX proposals_judged_by ON proposals (judged_by) WHERE judged_by IS NOT NULL;
CREATE INDEX proposals_waiting ON proposals (proposed_at) WHERE state = 'voorgesteld';
