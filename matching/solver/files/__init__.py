"""The two file formats: ``doorlees-instance/1`` in, ``doorlees-result/1`` out.

A name ends in ``.json``, ``.json.gz`` or ``.jsonl`` (one document a line); ``-`` is standard input or output.
"""

from matching.solver.files.names import Names
from matching.solver.files.reading import INSTANCE_FORMAT, instance_from, read_instance
from matching.solver.files.results import RESULT_FORMAT, result_from
from matching.solver.files.texts import LINES, document, is_lines, read_lines, read_text, write_text
from matching.solver.files.writing import instance_text, line_of, result_text

__all__ = [
    "INSTANCE_FORMAT",
    "LINES",
    "RESULT_FORMAT",
    "Names",
    "document",
    "instance_from",
    "instance_text",
    "is_lines",
    "line_of",
    "read_instance",
    "read_lines",
    "read_text",
    "result_from",
    "result_text",
    "write_text",
]
