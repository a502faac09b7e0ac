import stat

import pytest

from chat.secret import BadSecret, read_secret


def test_the_first_start_makes_a_secret_of_its_own(tmp_path):
    path = tmp_path / "instance" / "secret"
    secret = read_secret(path)
    assert len(secret) == 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_secret(path) == secret
    assert read_secret(tmp_path / "other") != secret


@pytest.mark.parametrize("text", ["", "no secret", "00" * 31])
def test_a_file_without_a_secret_is_refused_and_kept(tmp_path, text):
    path = tmp_path / "secret"
    path.write_text(text)
    with pytest.raises(BadSecret):
        read_secret(path)
    assert path.read_text() == text
