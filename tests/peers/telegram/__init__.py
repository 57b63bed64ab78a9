"""A strict Bot API server, whoever brings its updates to a webhook, and what judges the server itself."""
