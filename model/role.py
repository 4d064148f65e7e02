"""Roles belong to the cluster, not to the database: objects mention them by ref, and only a declaration brings them in."""

from mizzle.model.ref import Ref


def role(name: str) -> Ref:
    """The ref of a role. No role can be called "public": that is everybody."""
    return Ref("role", "", name)


PUBLIC = role("public")
SELF = role("")  # whoever runs the plan
