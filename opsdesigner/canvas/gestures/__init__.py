"""What hands do on a canvas: one gesture from press to release."""
