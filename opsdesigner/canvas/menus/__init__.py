"""Menus, the pad and hints that float over a canvas."""
