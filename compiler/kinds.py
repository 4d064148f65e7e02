"""The kinds as PostgreSQL is told of them, one line each."""

from mizzle.compiler.ddl import DDL
from mizzle.compiler.objects.aggregate import AggregateDDL
from mizzle.compiler.objects.cast import CastDDL
from mizzle.compiler.objects.check import CheckDDL
from mizzle.compiler.objects.collation import CollationDDL
from mizzle.compiler.objects.column import ColumnDDL
from mizzle.compiler.objects.composite import CompositeDDL
from mizzle.compiler.objects.database_privileges import DatabasePrivilegesDDL
from mizzle.compiler.objects.default_privileges import DefaultPrivilegesDDL
from mizzle.compiler.objects.domain import DomainDDL
from mizzle.compiler.objects.enum import EnumDDL
from mizzle.compiler.objects.event_trigger import EventTriggerDDL
from mizzle.compiler.objects.exclusion import ExclusionDDL
from mizzle.compiler.objects.extension import ExtensionDDL
from mizzle.compiler.objects.foreign_data_wrapper import ForeignDataWrapperDDL
from mizzle.compiler.objects.foreign_key import ForeignKeyDDL
from mizzle.compiler.objects.foreign_server import ForeignServerDDL
from mizzle.compiler.objects.function import FunctionDDL
from mizzle.compiler.objects.identity_privileges import IdentityPrivilegesDDL
from mizzle.compiler.objects.index import IndexDDL
from mizzle.compiler.objects.materialized_view import MaterializedViewDDL
from mizzle.compiler.objects.namespace import NamespaceDDL
from mizzle.compiler.objects.operator import OperatorDDL
from mizzle.compiler.objects.operator_class import OperatorClassDDL
from mizzle.compiler.objects.operator_family import OperatorFamilyDDL
from mizzle.compiler.objects.owner import OwnerDDL
from mizzle.compiler.objects.policy import PolicyDDL
from mizzle.compiler.objects.primary_key import PrimaryKeyDDL
from mizzle.compiler.objects.privileges import PrivilegesDDL
from mizzle.compiler.objects.publication import PublicationDDL, PublicationTableDDL
from mizzle.compiler.objects.range import RangeDDL
from mizzle.compiler.objects.role import RoleDDL
from mizzle.compiler.objects.rule import RuleDDL
from mizzle.compiler.objects.sequence import SequenceDDL
from mizzle.compiler.objects.statistics import StatisticsDDL
from mizzle.compiler.objects.table import TableDDL
from mizzle.compiler.objects.text_search_configuration import TextSearchConfigurationDDL
from mizzle.compiler.objects.text_search_dictionary import TextSearchDictionaryDDL
from mizzle.compiler.objects.trigger import TriggerDDL
from mizzle.compiler.objects.unique import UniqueDDL
from mizzle.compiler.objects.user_mapping import UserMappingDDL
from mizzle.compiler.objects.view import ViewDDL

DDLS: dict[str, DDL] = {
    ddl.model.kind: ddl
    for ddl in (
        RoleDDL(),
        NamespaceDDL(),
        ExtensionDDL(),
        CollationDDL(),
        ForeignDataWrapperDDL(),
        ForeignServerDDL(),
        UserMappingDDL(),
        EnumDDL(),
        DomainDDL(),
        RangeDDL(),
        TextSearchDictionaryDDL(),
        TextSearchConfigurationDDL(),
        CompositeDDL(),
        SequenceDDL(),
        CastDDL(),  # before all that may be read by way of it
        FunctionDDL(),
        OperatorDDL(),
        OperatorFamilyDDL(),
        OperatorClassDDL(),
        AggregateDDL(),
        TableDDL(),
        ColumnDDL(),
        PrimaryKeyDDL(),
        UniqueDDL(),
        CheckDDL(),
        ExclusionDDL(),
        ForeignKeyDDL(),
        IndexDDL(),
        StatisticsDDL(),
        ViewDDL(),
        MaterializedViewDDL(),
        TriggerDDL(),
        RuleDDL(),
        EventTriggerDDL(),
        PolicyDDL(),
        PublicationDDL(),
        PublicationTableDDL(),
        OwnerDDL(),
        PrivilegesDDL(),
        IdentityPrivilegesDDL(),
        DatabasePrivilegesDDL(),
        DefaultPrivilegesDDL(),
    )
}
