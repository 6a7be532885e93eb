"""Private keys: encrypted under a passphrase in the home, or kept by the party in a file of its own."""

import base64
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from counterpart.engines.ledger.rules.seals import key_id
from counterpart.values.refusal import Refusal, Refused


@dataclass(frozen=True)
class Keyring:
    """A folder of encrypted private keys, named by their key id, and the passphrase that opens them."""

    folder: Path
    passphrase: str | None

    def make(self) -> Ed25519PrivateKey:
        """A new private key, kept encrypted under the passphrase. Raises Refused where there is no passphrase."""
        if not self.passphrase:
            raise Refused(_locked("A key cannot be made", "no passphrase was given to encrypt it under"))
        private = Ed25519PrivateKey.generate()
        key = key_id(public_half(private))
        encrypted = private.private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(self.passphrase.encode())
        )
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft, kept = self.folder / f"{key}.new", self.folder / f"{key}.pem"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(encrypted)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(kept)
        return private

    def open(self, key: str) -> Ed25519PrivateKey:
        """The private key with this key id. Raises Refused where it is not here or the passphrase does not open it."""
        kept = self.folder / f"{key}.pem"
        if not kept.exists():
            raise Refused(_locked("Nothing was signed", f"the private key {key} is not kept here"))
        return opened(kept, self.passphrase)

    def holds(self, key: str) -> bool:
        """Whether this key can be opened here: it is kept, and a passphrase is at hand."""
        return bool(self.passphrase) and (self.folder / f"{key}.pem").exists()


def kept_key(passphrase: str | None = None) -> Callable[[str | None], Ed25519PrivateKey | None]:
    """Gives the installation's private key with a key id, where the passphrase opens it; for no id, a new one.

    The passphrase is the one given, otherwise the installation's own (the setting KEY_PASSPHRASE).
    """
    ring = Keyring(Path(settings.KEY_FOLDER), passphrase or settings.KEY_PASSPHRASE)

    def key_of(key: str | None) -> Ed25519PrivateKey | None:
        if key is None:
            return ring.make()
        with suppress(Refused):
            return ring.open(key) if ring.holds(key) else None
        return None

    return key_of


def opened(file: Path, passphrase: str | None) -> Ed25519PrivateKey:
    """The Ed25519 private key in a PEM file, encrypted or plain."""
    try:
        text = file.read_bytes()
        secret = passphrase.encode() if passphrase and b"ENCRYPTED" in text else None
        private = load_pem_private_key(text, secret)
    except (OSError, ValueError, TypeError):
        raise Refused(_locked("Nothing was signed", f"the key in {file.name} could not be opened")) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise Refused(_locked("Nothing was signed", f"{file.name} holds a key of another kind"))
    return private


def public_half(private: Ed25519PrivateKey) -> str:
    return base64.b64encode(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def _locked(what: str, fact: str) -> Refusal:
    return Refusal(
        code="key.locked",
        what=what,
        fact=fact,
        rule="a party signs with its own Ed25519 key, opened by its own passphrase",
        next_step="Set COUNTERPART_KEY_PASSPHRASE, or name the party’s key file with --key.",
    )
