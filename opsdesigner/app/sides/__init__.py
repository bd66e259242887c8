"""The two sides of the window, and what joins them."""
