"""The drawing on screen: what a diagram looks like, and how hands change it. Qt."""

from . import raising

raising.guard()
