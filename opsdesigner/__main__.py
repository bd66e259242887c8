"""`python3 -m opsdesigner` and the `opsdesigner` command: set up what is missing, then run."""

import sys

from opsdesigner import bootstrap


def main() -> int:
    """The exit code of the command line, run in an environment that has all it needs."""
    bootstrap.hand_over("opsdesigner")
    from opsdesigner import cli  # after the hand-over: an older Python must first be told that it is too old

    request = cli.parse(sys.argv[1:])
    bootstrap.ensure("opsdesigner", request.needs)
    return cli.run(request)


if __name__ == "__main__":
    sys.exit(main())
