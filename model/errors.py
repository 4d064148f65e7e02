"""The errors that the pure layers raise; mizzle/errors.py draws the whole family."""


class MizzleError(Exception):
    """The base of all errors that mizzle raises on purpose."""


class DeclarationError(MizzleError):
    """A declaration cannot be what it says; the message names the place in the user's file."""


class DocumentError(MizzleError):
    """A document of a json column is not of the type that its column validates; the message shows none of its values."""


class PlanError(MizzleError):
    """No plan can be made from one state to the other."""


class UnsupportedChange(PlanError):
    """A difference that no rule carries out; the message names the object and the field."""


class DependencyCycle(PlanError):
    """Statements that wait for each other; the message prints the cycle."""
