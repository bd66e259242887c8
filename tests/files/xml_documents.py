"""Random XML files for property tests, written in every odd way XML allows."""

from collections.abc import Callable

from hypothesis import strategies as st

URIS = ("urn:a", "urn:b", "http://c.example/x?y=1&z")
NAMES = ("task", "flow", "Größe", "a", "b.c-d")
QUOTES = ('"', "'")
GAPS = ("", "", " ", "\n", "\n  ", "\n\t", "\n\n    ")
TEXTS = ("", "", "word", "two words", "x &lt; y", "a&#10;b", "&#x41;&amp;", "ü€", "]] >", "\"'", "-->")
ASIDES = (
    "<!-- note -->",
    "<!---->",
    "<!-- a > b <x/> & -->",
    "<?tool do='it'?>",
    "<![CDATA[ <raw> & ]]>",
    "<![CDATA[]]>",
)
VALUES = ("", "1", "two words", "a&#10;b", "a\n b", "&quot;&apos;", "x > y", "&lt;", "&#65;", "Ä", "p:ref", "/>")

Draw = Callable[[st.SearchStrategy[str]], str]


@st.composite
def documents(draw: st.DrawFn) -> str:
    """The text of a file, in one line-end style."""
    budget = [draw(st.integers(1, 25))]
    prolog = draw(
        st.sampled_from(("", '<?xml version="1.0"?>', "<?xml version='1.0' encoding='UTF-8' ?>\n<!-- by hand -->\n"))
    )
    end = draw(st.sampled_from(("", "\n", "\n<!-- end -->\n<?end?> ")))
    text = prolog + _element(draw, {"": "", "p": ""}, budget, 0) + end
    return text.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n"))))


def _element(draw: st.DrawFn, scope: dict[str, str], budget: list[int], depth: int) -> str:
    budget[0] -= 1
    declared = draw(
        st.dictionaries(st.sampled_from(("", "p", "q")), st.sampled_from(URIS), max_size=2)
        if depth == 0 or draw(st.integers(0, 4)) == 0
        else st.just({})
    )
    scope = {**scope, **declared}
    bound = [prefix for prefix, uri in scope.items() if uri]
    tag = _name(draw, [*bound, ""])
    attributes = [(f"xmlns:{prefix}" if prefix else "xmlns", _escaped(uri)) for prefix, uri in declared.items()]
    attributes += _attributes(draw, scope, [prefix for prefix in bound if prefix])
    written = "".join(_attribute(draw, name, value) for name, value in draw(st.permutations(attributes)))
    content = ""
    while budget[0] > 0 and depth < 6 and draw(st.integers(0, 2)):
        content += _gap(draw) + _element(draw, scope, budget, depth + 1)
    content += _gap(draw)
    blanks = draw(st.sampled_from(("", "", " ", "\n")))
    if not content and draw(st.booleans()):
        return f"<{tag}{written}{blanks}/>"
    return f"<{tag}{written}{blanks}>{content}</{tag}{draw(st.sampled_from(('', '', ' ')))}>"


def _attributes(draw: st.DrawFn, scope: dict[str, str], prefixes: list[str]) -> list[tuple[str, str]]:
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for _ in range(draw(st.integers(0, 3))):
        prefix, _, local = (name := _name(draw, [*prefixes, "", ""])).rpartition(":")
        found[scope[prefix] if prefix else "", local] = (name, draw(st.sampled_from(VALUES)))
    return list(found.values())


def _attribute(draw: st.DrawFn, name: str, value: str) -> str:
    quote = draw(st.sampled_from(QUOTES))
    space = draw(st.sampled_from((" ", " ", "  ", "\n    ", "\t")))
    equals = draw(st.sampled_from(("=", "=", " = ", "=\n")))
    return f"{space}{name}{equals}{quote}{value.replace(quote, '')}{quote}"


def _gap(draw: st.DrawFn) -> str:
    pieces = (GAPS, TEXTS, GAPS, ASIDES, GAPS) if draw(st.integers(0, 3)) == 0 else (GAPS,)
    return "".join(draw(st.sampled_from(piece)) for piece in pieces)


def _name(draw: st.DrawFn, prefixes: list[str]) -> str:
    prefix, local = draw(st.sampled_from(prefixes)), draw(st.sampled_from(NAMES))
    return f"{prefix}:{local}" if prefix else local


def _escaped(uri: str) -> str:
    return uri.replace("&", "&amp;")
