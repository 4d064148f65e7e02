"""The readers, one line each, in the order of reading."""

from mizzle.introspect.objects.aggregate import AggregateReader
from mizzle.introspect.objects.cast import CastReader
from mizzle.introspect.objects.check import CheckReader
from mizzle.introspect.objects.collation import CollationReader
from mizzle.introspect.objects.column import ColumnReader
from mizzle.introspect.objects.composite import CompositeReader
from mizzle.introspect.objects.default_privileges import DefaultPrivilegesReader
from mizzle.introspect.objects.domain import DomainReader
from mizzle.introspect.objects.enum import EnumReader
from mizzle.introspect.objects.event_trigger import EventTriggerReader
from mizzle.introspect.objects.exclusion import ExclusionReader
from mizzle.introspect.objects.extension import ExtensionReader
from mizzle.introspect.objects.foreign_data_wrapper import ForeignDataWrapperReader
from mizzle.introspect.objects.foreign_key import ForeignKeyReader
from mizzle.introspect.objects.foreign_server import ForeignServerReader
from mizzle.introspect.objects.function import FunctionReader
from mizzle.introspect.objects.index import IndexReader
from mizzle.introspect.objects.materialized_view import MaterializedViewReader
from mizzle.introspect.objects.namespace import NamespaceReader
from mizzle.introspect.objects.owner import OwnerReader
from mizzle.introspect.objects.policy import PolicyReader
from mizzle.introspect.objects.primary_key import PrimaryKeyReader
from mizzle.introspect.objects.privileges import PrivilegesReader
from mizzle.introspect.objects.publication import PublicationReader, PublicationTableReader
from mizzle.introspect.objects.range import RangeReader
from mizzle.introspect.objects.role import RoleReader
from mizzle.introspect.objects.rule import RuleReader
from mizzle.introspect.objects.sequence import SequenceReader
from mizzle.introspect.objects.statistics import StatisticsReader
from mizzle.introspect.objects.table import TableReader
from mizzle.introspect.objects.text_search_configuration import TextSearchConfigurationReader
from mizzle.introspect.objects.text_search_dictionary import TextSearchDictionaryReader
from mizzle.introspect.objects.trigger import TriggerReader
from mizzle.introspect.objects.unique import UniqueReader
from mizzle.introspect.objects.user_mapping import UserMappingReader
from mizzle.introspect.objects.view import ViewReader
from mizzle.introspect.reader import Reader

READERS: dict[str, Reader] = {
    reader.model.kind: reader
    for reader in (
        RoleReader(),
        NamespaceReader(),
        ExtensionReader(),
        CollationReader(),
        ForeignDataWrapperReader(),
        ForeignServerReader(),
        UserMappingReader(),
        EnumReader(),
        DomainReader(),
        RangeReader(),
        TextSearchDictionaryReader(),
        TextSearchConfigurationReader(),
        CompositeReader(),
        TableReader(),
        ColumnReader(),
        SequenceReader(),
        FunctionReader(),
        AggregateReader(),
        PrimaryKeyReader(),
        UniqueReader(),
        CheckReader(),
        ExclusionReader(),
        ForeignKeyReader(),
        IndexReader(),
        StatisticsReader(),
        ViewReader(),
        MaterializedViewReader(),
        TriggerReader(),
        RuleReader(),
        EventTriggerReader(),
        CastReader(),
        PolicyReader(),
        PublicationReader(),
        PublicationTableReader(),
        # Those that look up what they are of come after all of that.
        OwnerReader(),
        PrivilegesReader(),
        DefaultPrivilegesReader(),
    )
}
