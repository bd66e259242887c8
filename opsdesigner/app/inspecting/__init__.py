"""What is said of the selection, and the fields that change it: inspector and card."""
