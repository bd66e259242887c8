"""People, roles and what they own: tables in and out, the panels below the drawing."""
