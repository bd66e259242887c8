"""An immutable bag of properties: what a record says beyond its own fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping


class Props(Mapping[str, "Value"]):
    """Names and values; absent means the standard's default. Equal bags are interchangeable."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Value] | None = None, /, **more: Value) -> None:
        self._values: dict[str, Value] = {**(values or {}), **more}

    def __getitem__(self, name: str) -> Value:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __bool__(self) -> bool:
        return bool(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Props) and self._values == other._values

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        return f"Props({', '.join(f'{name}={value!r}' for name, value in self._values.items())})"

    def having(self, **changes: Value | None) -> Props:
        """This bag with some values set; None takes a value out."""
        values = {**self._values, **changes}
        return Props({name: value for name, value in values.items() if value is not None})

    def mapped(self, change: Callable[[str], str]) -> Props:
        """This bag with every text in it changed."""
        return Props({name: _mapped(value, change) for name, value in self._values.items()})

    def text(self, name: str, default: str = "") -> str:
        """A value that is text, else the default."""
        value = self._values.get(name, default)
        return value if isinstance(value, str) else default

    def flag(self, name: str, default: bool = False) -> bool:
        """A value that is yes or no, else the default."""
        value = self._values.get(name, default)
        return value if isinstance(value, bool) else default

    def bags(self, name: str) -> tuple[Props, ...]:
        """A value that is a row of bags, for instance the event definitions of an event."""
        value = self._values.get(name, ())
        return tuple(bag for bag in value if isinstance(bag, Props)) if isinstance(value, tuple) else ()


Value = str | bool | int | float | tuple["Value", ...] | Props
NO_PROPS = Props()


def _mapped(value: Value, change: Callable[[str], str]) -> Value:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Props):
        return value.mapped(change)
    return tuple(_mapped(inner, change) for inner in value) if isinstance(value, tuple) else value


def to_json(value: Value) -> object:
    """The value in JSON's own types: bags as objects, rows as arrays."""
    if isinstance(value, Props):
        return {name: to_json(inner) for name, inner in value.items()}
    if isinstance(value, tuple):
        return [to_json(inner) for inner in value]
    return value


def of_json(value: object) -> Value:
    """The reverse of `to_json`. Raises ValueError for what it never writes."""
    if isinstance(value, dict):
        return Props({str(name): of_json(inner) for name, inner in value.items()})
    if isinstance(value, list):
        return tuple(of_json(inner) for inner in value)
    if isinstance(value, str | bool | int | float):
        return value
    raise ValueError(f"not a property value: {value!r}")
