"""How fast it is, beside a peer in the same run: `make bench`. Nothing here is a test; no test ever looks at a clock."""
