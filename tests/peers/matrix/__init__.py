"""A real homeserver, and a human with a real client: nobody here wrote either."""
