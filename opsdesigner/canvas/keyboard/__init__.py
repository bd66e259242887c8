"""What keys do on a canvas: the table of commands and what each does."""
