"""Names of elements and attributes as they are written, with a prefix for their namespace, declared where needed."""

from collections.abc import Iterable, Mapping

from opsdesigner.files.element import Element
from opsdesigner.files.markup import XML_NAMESPACE


def written_attributes(
    attributes: Iterable[tuple[str, str]], scope: dict[str, str], declared: dict[str, str], prefixes: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Attributes as written, after the declarations they need; `scope` and `declared` grow by these."""
    named = []
    for name, value in attributes:
        uri, local = split(name)
        prefix = prefix_for(uri, scope, declared, "", prefixes, attribute=True) if uri else ""
        named.append((f"{prefix}:{local}" if prefix else local, value))
    return [*((f"xmlns:{prefix}" if prefix else "xmlns", uri) for prefix, uri in declared.items()), *named]


def prefix_for(
    uri: str,
    scope: dict[str, str],
    declared: dict[str, str],
    near: str,
    prefixes: Mapping[str, str],
    *,
    attribute: bool = False,
) -> str:
    """The prefix for the namespace: one in scope, or else a new one, declared."""
    wished = prefixes.get(uri, "")
    for prefix in (near, wished, *scope):
        if scope.get(prefix) == uri and (prefix or not attribute):
            return prefix
    number = 1 if not wished else 2
    base, prefix = wished or "ns", wished or "ns1"
    while prefix in scope:
        prefix, number = f"{base}{number}", number + 1
    scope[prefix] = declared[prefix] = uri
    return prefix


def split(name: str) -> tuple[str, str]:
    uri, _, local = name.rpartition("}")
    return uri[1:], local


def clark(name: str, scope: Mapping[str, str]) -> str:
    """The name of an attribute with the namespace its prefix stands for."""
    prefix, _, local = name.rpartition(":")
    if not prefix or prefix == "xmlns":
        return name
    uri = XML_NAMESPACE if prefix == "xml" else scope[prefix]
    return f"{{{uri}}}{local}"


def clark_tag(name: str, scope: Mapping[str, str]) -> str:
    """The name of an element with its namespace, the default one where it has no prefix."""
    if ":" in name:
        return clark(name, scope)
    return f"{{{scope['']}}}{name}" if scope[""] else name


def lost_namespaces(element: Element, scope: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """Namespaces the element had where it was read, and uses, but has not where it is now."""
    assert element.source and element.edit
    before = element.edit.scope
    if before is None or before == scope:
        return {}
    data = element.source.data[element.start : element.end]
    lost = {
        prefix: uri
        for prefix, uri in before.items()
        if prefix and scope.get(prefix) != uri and prefix not in own and f"{prefix}:".encode() in data
    }
    if before[""] != scope[""] and "" not in own:
        lost[""] = before[""]
    return lost
