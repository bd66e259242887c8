"""Out of the program: sheets of paper, pictures as files."""
