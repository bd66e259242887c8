"""An error in what Qt calls is told and the program goes on, also where PySide would take it amiss and crash.

Before Python 3.12 an error raised by Python itself, as by `[][1]`, is a kind and a text until some code catches it.
PySide (6.8 to 6.11 at least) takes that text for the error where it reports what a method called by Qt has raised, and
the whole program ends. So there every such method gets a frame around it that catches, and raises again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

Method = Callable[..., Any]
NATIVE = ("PySide6", "Shiboken")


def whole(method: Method) -> Method:
    """The same method; what it raises is an error in full."""

    @wraps(method)
    def call(*given: Any, **more: Any) -> Any:
        try:
            return method(*given, **more)
        except BaseException:  # catching it is all that is needed
            raise

    @wraps(method)
    def call_alone(self: Any) -> Any:
        try:
            return method(self)
        except BaseException:
            raise

    # Signals count what a method takes, and leave out what it does not.
    return call_alone if method.__code__.co_argcount == 1 and not method.__code__.co_flags & 0x0C else call


def _made(cls: Any, /, **more: Any) -> None:
    """A class of ours that stands on one of Qt: its methods that Qt may call are made whole."""
    super(Shiboken.Object, cls).__init_subclass__(**more)
    native = next(base for base in cls.__mro__ if base.__module__.startswith(NATIVE))
    for name, method in list(vars(cls).items()):
        if isinstance(method, FunctionType) and not name.startswith("__") and hasattr(native, name):
            setattr(cls, name, whole(method))


def guard() -> None:
    """From now on, in all classes made later."""
    if sys.version_info < (3, 12):
        Shiboken.Object.__init_subclass__ = classmethod(_made)  # type: ignore[assignment]
