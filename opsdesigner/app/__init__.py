"""The window: panels, actions, dialogs round the canvas."""
