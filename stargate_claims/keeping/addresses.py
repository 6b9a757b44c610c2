"""What a text names: a file or folder, or a ledger in a PostgreSQL database.

    postgresql://USER:PASSWORD@HOST/DATABASE?schema=NAME

Everything before ``schema`` is as PostgreSQL's own tools read it; each schema holds one ledger.
"""

from __future__ import annotations

import os
import re
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from attrs import frozen

from stargate_claims.keeping.problems import Code, refusal

USUAL = "claims"
"""The schema where an address names none."""
_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_SCHEME = re.compile("([A-Za-z][A-Za-z0-9+.-]*):/")
_SCHEMA = re.compile("[a-z_][a-z0-9_]{0,62}")


@frozen(kw_only=True)
class Address:
    """A ledger in PostgreSQL.

    Attributes:
        url: of the database, with what its server asks for.
        schema: the one that holds the ledger.
    """

    url: str
    schema: str

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address.

        Raises:
            LedgerError: if it is none of PostgreSQL's, or its schema could need quotes.

        >>> Address.parse("postgres://kim:secret@db/news?schema=port")
        Address('postgresql://kim:***@db/news?schema=port')
        """
        try:
            parts = urlsplit(text)
            query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
            _ = parts.port  # which is read only now
        except ValueError as error:
            raise refusal(without_password(text), Code.WRONG_FORM, f"no address: {error}", _HINT) from None
        if parts.scheme not in _SCHEMES or not text.startswith(f"{parts.scheme}://"):
            raise refusal(without_password(text), Code.WRONG_FORM, "it is no address of PostgreSQL", _HINT)
        schemas = [value for name, value in query if name == "schema"] or [USUAL]
        if len(schemas) > 1 or _SCHEMA.fullmatch(schemas[0]) is None or schemas[0].startswith("pg_"):
            message = f"{' and '.join(schemas)!r} is no schema for a ledger"
            hint = "write one name of lower-case letters, digits and _, which does not start with pg_"
            raise refusal(without_password(text), Code.WRONG_FORM, message, hint)
        rest = urlencode([pair for pair in query if pair[0] != "schema"])
        url = urlunsplit(("postgresql+psycopg", parts.netloc, parts.path or "/", rest, ""))
        return cls(
            url=url.replace("postgresql+psycopg:/", "postgresql+psycopg:///", 1) if not parts.netloc else url,
            schema=schemas[0],
        )

    def __str__(self) -> str:
        text = without_password(self.url).replace("postgresql+psycopg:", "postgresql:", 1)
        return f"{text}{'&' if '?' in text else '?'}schema={self.schema}"

    def __repr__(self) -> str:
        return f"Address({str(self)!r})"


_HINT = "write postgresql://USER@HOST/DATABASE?schema=NAME"


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether a text names something elsewhere rather than a path.

    >>> is_address("postgresql://db/news"), is_address("C:/news"), is_address("a.db")
    (True, False, False)
    """
    found = _SCHEME.match(place) if isinstance(place, str) else None
    return found is not None and len(found[1]) > 1


def without_password(text: str) -> str:
    """An address as it may be printed.

    >>> without_password("postgresql://kim:a@b@db/news?password=x")
    'postgresql://kim:***@db/news?password=***'
    """
    text = re.sub("(//[^/:@]*):.*@", r"\1:***@", text)
    return re.sub("(password=)[^&]*", r"\1***", text)
