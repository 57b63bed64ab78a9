"""How we talk: pure functions from (state, event) to (state, effects). No I/O, clock, randomness or asyncio."""
