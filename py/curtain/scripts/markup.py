"""Scripts in XML: a flat list of elements, read without declarations, entities and anything from outside."""

from typing import NamedTuple
from xml.parsers import expat

from curtain.scripts.report import ScriptError


class Node(NamedTuple):
    """One child of the root, with the text in it and the line that it begins at."""

    number: int
    name: str
    attributes: dict[str, str]
    text: str


def nodes(data: bytes) -> list[Node]:
    """The children of the root of a script. Raises ScriptError."""
    reader = _Reader()
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ScriptError(f"The script is no well-formed XML (line {error.lineno}).") from None
    except (LookupError, ValueError):
        raise ScriptError("The script is in an encoding that is not known.") from None
    return reader.nodes


class _Reader:
    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._depth = 0
        self._open: Node | None = None
        self._text: list[str] = []
        parser = self.parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and name != "script":
            raise ScriptError("The file is XML, but no script of an anonymizer: its root is not <script>.")
        if self._depth == 2:
            self._open = Node(self.parser.CurrentLineNumber, name, attributes, "")
            self._text.clear()
        elif self._depth > 2:
            raise ScriptError("The script has elements inside of its lines, which none of the known ones has.")

    def _end(self, name: str) -> None:
        if self._depth == 2 and self._open is not None:
            self.nodes.append(self._open._replace(text="".join(self._text)))
        self._depth -= 1

    def _refuse(self, *declaration: object) -> None:
        raise ScriptError("The script declares entities or a document type, which no script needs.")
