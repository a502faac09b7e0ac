"""An nginx in front of a server, configured as docs/OPERATIONS.md says."""

import shutil
import socket
import subprocess
import time
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "OPERATIONS.md"
# The worked configuration, as far as it is one's own: names, places, and the port.
NAME = "chat.example.org"
PLACE = f"/etc/letsencrypt/live/{NAME}"
AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    client_body_temp_path {folder};
    proxy_temp_path {folder};
    fastcgi_temp_path {folder};
    uwsgi_temp_path {folder};
    scgi_temp_path {folder};
{inside}
}}
"""
PATIENCE = 10  # seconds, for nginx to start


def is_there() -> bool:
    """Say whether there is an nginx on this machine."""
    return shutil.which("nginx") is not None


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def worked_configuration() -> str:
    """Return the configuration that the documentation gives."""
    blocks = PAGE.read_text("utf-8").split("```")
    return next(block for block in blocks if "proxy_pass" in block)


class Nginx:
    """One nginx, which speaks HTTP/2 over TLS to whoever comes."""

    def __init__(
        self, folder: Path, pair: tuple[Path, Path], ports: tuple[int, int]
    ) -> None:
        """`pair`: certificate and key; `ports`: where it listens, and the server."""
        own, server = ports
        certificate, key = pair
        lines = worked_configuration()
        for documented, ours in (
            (f"{PLACE}/fullchain.pem", str(certificate)),
            (f"{PLACE}/privkey.pem", str(key)),
            (NAME, "localhost"),
            ("listen [::]:443", f"listen [::1]:{own}"),
            ("listen 443", f"listen 127.0.0.1:{own}"),
            ("127.0.0.1:5000", f"127.0.0.1:{server}"),
        ):
            assert documented in lines, documented
            lines = lines.replace(documented, ours)
        self.url = f"https://localhost:{own}"
        file = folder / "nginx.conf"
        file.write_text(AROUND.format(folder=folder, inside=lines), "utf-8")
        self._process = subprocess.Popen(["nginx", "-c", str(file)])
        self._wait(own)

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(timeout=PATIENCE)

    def _wait(self, port: int) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("nginx did not start")
