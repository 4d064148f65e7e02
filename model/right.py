"""What the role that runs a plan must be allowed to do."""

from attrs import frozen

from mizzle.model.ref import Ref


@frozen
class Right:
    """One right that a statement needs.

    word  "OWNER", a privilege ("CREATE", "REFERENCES", "TRIGGER", "USAGE", "SET"), "MEMBER" of a role, the attribute "CREATEROLE",
          "GRANT": to be the owner or to have anything WITH GRANT OPTION, "SUPERUSER", or "EXTENSION": to make one
    ref   the object that it is needed on, by the name that it has before the plan; of CREATEROLE the role, of SET the parameter
    drop  whether the owner of the object's schema may do it too
    """

    word: str
    ref: Ref
    drop: bool = False


SILENCE = Ref("parameter", "", "session_replication_role")  # what keeps triggers from seeing a change
SOFT = {"SUPERUSER", "EXTENSION"}  # hosted servers allow more than PostgreSQL's own rules
DATABASE = Ref("database", "", "")  # the one that the plan runs in
