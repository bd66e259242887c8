"""Fonts belong to the thread that made them: caches of what holds one are kept apart for each thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from threading import local
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def per_thread(size: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """As `lru_cache(size)`, with a cache of its own in every thread; it goes when the thread ends."""

    def dress(make: Callable[P, T]) -> Callable[P, T]:
        caches = local()

        @wraps(make)
        def cached(*args: P.args, **more: P.kwargs) -> T:
            try:
                found = caches.found
            except AttributeError:
                found = caches.found = lru_cache(size)(make)
            return found(*args, **more)

        return cached

    return dress
