"""Options of foreign things. What looks like a password is neither read, nor compared, nor written."""

import re

SECRET = re.compile(r"pass(word|wd|phrase|code)?$|secret|token|credential|api_?key|private_?key", re.IGNORECASE)


def secret(key: str) -> bool:
    """Whether an option of this name holds what nobody should see."""
    return bool(SECRET.search(key))
