"""Renewing an account's keys: everything that its browser sends (PROTOCOL.md §5.5)."""

from typing import Any

from .bundle import make_bundle
from .keys import generate_keys, import_keys, import_row
from .renewal import make_renewal
from .sealed import read_sealed, seal_keys


def renew_keys(*, username: str, password: str, time: int, **how: Any) -> dict:
    """Make new keys for an account, vouched for and sealed beside the old ones.

    Takes what `open_keys` takes, and `time`. Returns `bundle`, `sealed`, and `keys`
    ready for use.

    Raises ProtocolError as `open_keys` does.
    """
    old, payload = read_sealed(username=username, password=password, **how)
    made = generate_keys()
    private, public = (
        {use: made[use][half] for use in ("enc", "sig")}
        for half in ("private", "public")
    )
    about = {
        "username": username,
        "enc_public": public["enc"],
        "sig_public": public["sig"],
        "time": time,
    }
    earlier = [*payload.get("earlier", ()), payload]
    new = import_row(import_keys(private), earlier)
    renewal = make_renewal(keys=old, **about)
    sealed = seal_keys(
        private_jwks={**private, "earlier": earlier},
        username=username,
        password=password,
        purpose=how["purpose"],
        time=time,
        # The password is the same, and so is what was made of it for the login.
        login=payload.get("login"),
    )
    bundle = make_bundle(keys=new, renewal=renewal, **about)
    return {"bundle": bundle, "keys": new, "sealed": sealed}
