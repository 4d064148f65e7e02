"""The kinds of objects, one line each, in the order in which ties are broken."""

from mizzle.model.aggregate import Aggregate
from mizzle.model.cast import Cast
from mizzle.model.check import Check
from mizzle.model.collation import Collation
from mizzle.model.column import Column
from mizzle.model.composite import Composite
from mizzle.model.database_privileges import DatabasePrivileges
from mizzle.model.default_privileges import DefaultPrivileges
from mizzle.model.domain import Domain
from mizzle.model.enum import Enum
from mizzle.model.event_trigger import EventTrigger
from mizzle.model.exclusion import Exclusion
from mizzle.model.extension import Extension
from mizzle.model.foreign_data_wrapper import ForeignDataWrapper
from mizzle.model.foreign_key import ForeignKey
from mizzle.model.foreign_server import ForeignServer
from mizzle.model.function import Function
from mizzle.model.identity_privileges import IdentityPrivileges
from mizzle.model.index import Index
from mizzle.model.materialized_view import MaterializedView
from mizzle.model.namespace import Namespace
from mizzle.model.object import Object
from mizzle.model.operator import Operator
from mizzle.model.operator_class import OperatorClass
from mizzle.model.operator_family import OperatorFamily
from mizzle.model.owner import Owner
from mizzle.model.policy import Policy
from mizzle.model.primary_key import PrimaryKey
from mizzle.model.privileges import Privileges
from mizzle.model.publication import Publication
from mizzle.model.publication_table import PublicationTable
from mizzle.model.range import Range
from mizzle.model.role import Role
from mizzle.model.rule import Rule
from mizzle.model.sequence import Sequence
from mizzle.model.statistics import Statistics
from mizzle.model.table import Table
from mizzle.model.text_search_configuration import TextSearchConfiguration
from mizzle.model.text_search_dictionary import TextSearchDictionary
from mizzle.model.trigger import Trigger
from mizzle.model.unique import Unique
from mizzle.model.user_mapping import UserMapping
from mizzle.model.view import View

KINDS: dict[str, type[Object]] = {
    kind.kind: kind
    for kind in (
        Role,
        Namespace,
        Extension,
        Collation,
        ForeignDataWrapper,
        ForeignServer,
        UserMapping,
        Enum,
        Domain,
        Range,
        TextSearchDictionary,
        TextSearchConfiguration,
        Composite,
        Sequence,
        Function,
        Operator,
        OperatorFamily,
        OperatorClass,
        Aggregate,
        Table,
        Column,
        PrimaryKey,
        Unique,
        Check,
        Exclusion,
        ForeignKey,
        Index,
        Statistics,
        View,
        MaterializedView,
        Trigger,
        Rule,
        EventTrigger,
        Cast,
        Policy,
        Publication,
        PublicationTable,
        Owner,
        Privileges,
        IdentityPrivileges,
        DatabasePrivileges,
        DefaultPrivileges,
    )
}
