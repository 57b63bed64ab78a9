"""Where it touches the world: files, clock, database, network. Read `turn` first."""
