"""How much the guide is used, for medewerkers; begin with `hall`."""
