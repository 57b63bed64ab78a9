"""Which entry someone asks for, and when we rather say that we don't know. Begin with `index.py`.

Importing this package costs nothing; `index.py` brings numpy along, and is only imported when there is something to search for.
"""

from knowledge.search.matches import CANDIDATES_MOST, CHARACTERS_MOST, Candidate, Decision, Matches, Mode

__all__ = ["CANDIDATES_MOST", "CHARACTERS_MOST", "Candidate", "Decision", "Matches", "Mode"]
