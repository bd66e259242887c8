"""The window: panels, actions, dialogs round the canvas."""

import opsdesigner.canvas  # noqa: F401  # before any class here is made: it guards what Qt calls
