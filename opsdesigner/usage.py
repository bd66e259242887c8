"""What the help of the command line shows, and which words some arguments may be."""

import argparse

EXAMPLES = """\
examples:
  opsdesigner                                       open the window on its start page
  opsdesigner samples/order-fulfilment.bpmn         open a file
  opsdesigner convert in.bpmn out.bpmn              read a file and write it again
  opsdesigner convert people.csv org.bpmn           people into a document, new or there already
  opsdesigner convert org.bpmn people.xlsx          the people of a document as a table
  opsdesigner export order.bpmn -o order.svg        picture of the first diagram
  opsdesigner export order.bpmn -o order.pdf --diagram all
  opsdesigner export order.bpmn -o - --as png       the same as bytes for the next program
  opsdesigner layout order.bpmn tidy.bpmn           all diagrams laid out anew
  opsdesigner capture steps.txt order.bpmn          lines like "Sales: Check order" into a drawing
  opsdesigner outline order.bpmn                    the processes of a file as such lines
  opsdesigner convert steps.csv order.bpmn          a table with the columns role, step, remark into a drawing
  opsdesigner check order.bpmn                      what stands in the way, a sentence each
  opsdesigner answer order.bpmn owners              who owns each step
  opsdesigner answer order.bpmn role Sales --json   all about one role
  opsdesigner diff old.bpmn new.bpmn                what differs, in words
  opsdesigner merge base.bpmn ours.bpmn theirs.bpmn out.bpmn
                                                    two edits of one file joined; 1 where they clash
  opsdesigner drive order.bpmn edits.jsonl          edits from a script, each told once it is safe on disk
  opsdesigner dump order.bpmn                       the steps with their ids, as after a crash

From a source checkout `opsdesigner` is spelled `python3 -m opsdesigner`.
Exit codes: 0 done, 1 done but with notes, findings or differences (--strict), 2 refused with one line that says why.
"""
KINDS = ("svg", "png", "pdf")
PICTURES = tuple(f".{kind}" for kind in KINDS)


def picture(text: str) -> str:
    """A file that a picture can be written to, or "-". Raises ArgumentTypeError."""
    if text != "-" and not text.lower().endswith(PICTURES):
        raise argparse.ArgumentTypeError(f"{text} must end in one of {', '.join(PICTURES)}")
    return text


def scale(text: str) -> float:
    """How large a picture is. Raises ArgumentTypeError."""
    try:
        size = float(text)
    except ValueError:
        size = 0
    if not 0.05 <= size <= 8:
        raise argparse.ArgumentTypeError(f"{text} is no number from 0.05 to 8")
    return size
