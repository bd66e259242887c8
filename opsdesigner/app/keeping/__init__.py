"""Files of a window: opened, saved, watched, recovered, compared with what they were."""
