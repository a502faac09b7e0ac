"""Writing log lines."""

from encryption.signed import LogWriter, b64u, from_canonical
from encryption.signed.log_lines import FIRST_LINK, next_link


def test_lines_are_numbered_and_linked():
    writer = LogWriter()
    first = writer.line("manifest", v=1)
    second = writer.line("end", lines=2)

    assert first.endswith(b"}\n")
    assert writer.lines == 2
    link = FIRST_LINK
    for number, data in enumerate((first, second), 1):
        line = from_canonical(data[:-1])
        assert line["line"] == number
        claimed = line.pop("link")
        link = next_link(link, line)
        assert claimed == b64u(link)
