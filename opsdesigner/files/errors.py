"""What reading and writing files may answer instead of doing it."""

import re

QUOTED = re.compile("“([^”]{60})[^”]{20,}”")


class Refused(Exception):
    """The file was not read or written, nothing was changed; its text is one sentence for the user.

    What is quoted from a file is cut where it is longer than anybody reads.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(QUOTED.sub(r"“\1…”", sentence))
