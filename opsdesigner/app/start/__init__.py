"""The start page: recovered work, recent files, templates, samples."""
