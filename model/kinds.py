"""The kinds of objects, one line each, in the order in which ties are broken."""

from mizzle.model.check import Check
from mizzle.model.column import Column
from mizzle.model.default_privileges import DefaultPrivileges
from mizzle.model.enum import Enum
from mizzle.model.exclusion import Exclusion
from mizzle.model.extension import Extension
from mizzle.model.foreign_data_wrapper import ForeignDataWrapper
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.foreign_server import ForeignServer
from mizzle.model.index import Index
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.namespace import Namespace
from mizzle.model.object import Object
from mizzle.model.owner import Owner
from mizzle.model.policy import Policy
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.privileges import Privileges
from mizzle.model.publication import Publication
from mizzle.model.publication_table import PublicationTable
from mizzle.model.role import Role
from mizzle.model.sequence import Sequence
from mizzle.model.table import Table
from mizzle.model.unique import Unique
from mizzle.model.user_mapping import UserMapping
from mizzle.model.view import View

KINDS: dict[str, type[Object]] = {
    kind.kind: kind
    for kind in (
        Role,
        Namespace,
        Extension,
        ForeignDataWrapper,
        ForeignServer,
        UserMapping,
        Enum,
        Sequence,
        Table,
        Column,
        PrimaryKey,
        Unique,
        Check,
        Exclusion,
        ForeignKey,
        Index,
        View,
        MaterializedView,
        Policy,
        Publication,
        PublicationTable,
        Owner,
        Privileges,
        DefaultPrivileges,
    )
}
