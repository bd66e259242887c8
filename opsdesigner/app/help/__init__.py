"""Pages of help, all keys, about."""
