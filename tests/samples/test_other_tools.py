"""What other tools make of the samples: bpmn-moddle, the library of Camunda's and bpmn.io's modelers, reads and writes.

It is asked where Node is installed and BPMN_MODDLE names a folder that has the library in its node_modules.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from opsdesigner import places
from opsdesigner.files import bpmn
from tests.files.test_bpmn_roles import firm

FOLDER = os.environ.get("BPMN_MODDLE", "")
SAMPLES = sorted(places.samples().glob("*.bpmn"))
SCRIPT = """
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
const found = createRequire(process.argv[2] + '/x.js').resolve('bpmn-moddle');
const library = await import(pathToFileURL(found));
const moddle = new (library.BpmnModdle || library.default)();
const { rootElement, warnings } = await moddle.fromXML(readFileSync(0, 'utf8'));
const { xml } = await moddle.toXML(rootElement, { format: true });
console.log(JSON.stringify({ xml, warnings: warnings.map(each => each.message) }));
"""

pytestmark = pytest.mark.skipif(
    not (FOLDER and (Path(FOLDER) / "node_modules" / "bpmn-moddle").is_dir() and shutil.which("node")),
    reason="needs Node, and BPMN_MODDLE naming a folder with bpmn-moddle in its node_modules",
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_bpmn_moddle_reads_it_without_a_warning_and_keeps_all_of_it(path: Path, tmp_path: Path) -> None:
    goes_through(path.read_bytes(), tmp_path)


def test_bpmn_moddle_keeps_all_that_is_said_of_an_organisation(tmp_path: Path) -> None:
    model = firm()
    with model.change("All that a box and a line can say"):
        model.set_props("boss_di", fill="#FFEEDD", stroke="#AA5500", hidden=True, rank=3)
        model.set_props("r1_di", stroke="#AA5500", hidden=True, handmade=True)
    goes_through(bpmn.write(bpmn.empty(), model.records), tmp_path)


def goes_through(data: bytes, folder: Path) -> None:
    script = folder / "through.mjs"
    script.write_text(SCRIPT)
    done = subprocess.run(["node", script, Path(FOLDER).resolve()], input=data, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["warnings"] == []
    bpmn.verify(told["xml"].encode(), bpmn.read(data).records)
