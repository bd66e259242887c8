"""What reading and writing files may answer instead of doing it."""


class Refused(Exception):
    """The file was not read or written, nothing was changed; its text is one sentence for the user."""
