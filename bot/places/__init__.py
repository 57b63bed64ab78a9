"""Place names and the world: official files that an operator imports, and where the shipped names were derived from."""
