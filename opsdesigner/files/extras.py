"""Libraries that OpsDesigner can do without: loaded when first needed, missed in one sentence."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from .errors import Refused


def need(module: str, extra: str, what: str) -> ModuleType:
    """The module that an extra of ours brings. Raises Refused, which says what cannot be done without it."""
    try:
        return import_module(module)
    except ImportError:
        missing = module.partition(".")[0]
        raise Refused(f"{what} takes {missing}, which is not installed: pip install 'opsdesigner[{extra}]'.") from None
