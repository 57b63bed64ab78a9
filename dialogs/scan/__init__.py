"""The LOB-scan as a conversation: beginning a run, walking its questions, looking back, and the result.

`walk` hears what is said in a run; `begin` what comes before one; the other files say what is seen.
"""
