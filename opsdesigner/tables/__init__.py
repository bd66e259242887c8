"""People tables and grids: spreadsheets and text in, people rows and problems out, and back to files."""
