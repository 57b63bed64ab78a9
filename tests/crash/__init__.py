"""What happens when things break on purpose: `make test` does a little of it, `make faults` much."""
