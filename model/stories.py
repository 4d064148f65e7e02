"""What each code means, why it matters and what to do instead."""

from attrs import frozen


@frozen
class Story:
    """title: what happens, in a few words. why: whom it hurts. safer: the way around it."""

    title: str
    why: str
    safer: str


STORIES: dict[str, Story] = {
    # ---- MZ1xx: data loss
    "MZ101": Story(
        "a table is dropped",
        "Its rows are gone, and a rollback after the commit does not exist.",
        "Rename the table first and drop it once nobody has missed it; if it only has a new name, say renamed_from.",
    ),
    "MZ102": Story(
        "a column is dropped",
        "Its values are gone, and with them indexes, checks, keys and statistics that use the column, also those over several "
        "columns. Clients that still name it fail.",
        "Stop using the column, deploy that, then drop it; if it only has a new name, say renamed_from.",
    ),
    "MZ103": Story(
        "a column is dropped and added again",
        "What changes has no ALTER, so the new column begins empty.",
        "Add a column of another name, copy the values, drop the old one and rename.",
    ),
    "MZ104": Story(
        "a table is dropped and made again",
        "What changes has no ALTER (a foreign server), so the new table begins empty.",
        "Make a table of another name, copy the rows, then rename.",
    ),
    "MZ105": Story(
        "an enum loses a label",
        "Rows that hold it cannot be converted; mizzle counts them beforehand. Each column of the enum is rewritten.",
        "Give the rows another label first. A label that is not wanted any more does no harm where it stands.",
    ),
    "MZ106": Story(
        "a sequence is dropped",
        "Its position is gone: a sequence made anew begins again, and its next values may be there already.",
        "Keep the sequence, or set the new one beyond the greatest value with setval().",
    ),
    "MZ107": Story(
        "an object is dropped",
        "What stands in it (a query, a function's body, a definition) is in the database alone, unless it is declared.",
        "Pull it or dump it first, then agree to the drop by name.",
    ),
    "MZ108": Story(
        "a change of type may lose values",
        "The new type does not hold every value of the old one: digits, a time zone or text may be cut or refused.",
        "Add a column of the new type, convert and compare the values, then change over.",
    ),
    "MZ109": Story(
        "a sequence moves to a position inside its new bounds",
        "The position it had lies outside, so values may come again, or be skipped.",
        "Choose bounds that hold the position, or set it beyond the values that are there.",
    ),
    "MZ110": Story(
        "a table becomes unlogged",
        "Its rows are gone after a crash of the server and are never on a replica.",
        "Keep what must last in a logged table.",
    ),
    "MZ111": Story(
        "a schema is dropped",
        "All that stands in it must be gone, so this is the last step of a greater loss.",
        "Rename the schema and drop it once nobody has missed it.",
    ),
    "MZ112": Story(
        "a composite type loses an attribute",
        "Every value of the type in every column loses that part.",
        "Make a type of another name and move the columns over.",
    ),
    # ---- MZ2xx: blocking
    "MZ201": Story(
        "the table is rewritten",
        "Every row and every index is written anew under ACCESS EXCLUSIVE: nobody reads or writes for as long as that "
        "takes, and it needs the table's size again on disk.",
        "Add a column of the new shape, fill it in small batches (a trigger keeps it up to date), then swap the names: --online "
        "--expand TABLE.COLUMN does so. "
        "For a default that differs from row to row: add the column without it, set the default, fill the old rows.",
    ),
    "MZ202": Story(
        "the table is scanned while nobody may read or write",
        "The scan runs under ACCESS EXCLUSIVE and takes as long as the table is big.",
        "Add the constraint NOT VALID, commit, then VALIDATE CONSTRAINT, which lets everybody work. For NOT NULL: a "
        "validated CHECK (column IS NOT NULL) spares the scan; from PostgreSQL 18 on NOT NULL itself takes NOT VALID.",
    ),
    "MZ203": Story(
        "an index build locks writes",
        "CREATE INDEX holds SHARE on the table until it is built: nobody inserts, updates or deletes meanwhile.",
        "CREATE INDEX CONCURRENTLY (--online), in no transaction; a failed one is dropped and built again.",
    ),
    "MZ204": Story(
        "an index is built while nobody may read or write",
        "A key or a change of type builds its index under ACCESS EXCLUSIVE.",
        "CREATE UNIQUE INDEX CONCURRENTLY first, then ADD CONSTRAINT … USING INDEX, which is brief. Drop an index over an "
        "expression of the column before a change of type and build it concurrently afterwards.",
    ),
    "MZ205": Story(
        "rows are checked while nobody may write",
        "The lock lets others read, but no insert, update or delete goes on until the last row is checked.",
        "Add the constraint NOT VALID, commit, then VALIDATE CONSTRAINT in a transaction of its own.",
    ),
    "MZ206": Story(
        "ACCESS EXCLUSIVE, for a moment",
        "The statement itself is quick, but while it waits for a long transaction, everybody who comes after waits too.",
        "Run it with a short lock_timeout and try again; look for old transactions first.",
    ),
    "MZ207": Story(
        "another table is locked too",
        "A foreign key, a partition or an inheriting table brings a second table into the same transaction: what uses it "
        "waits as well, and two such migrations may deadlock.",
        "Run it alone, with a short lock_timeout, and retry.",
    ),
    "MZ208": Story(
        "writes wait, for a moment",
        "The lock lets others read; while the statement waits for its lock, writers queue behind it.",
        "Run it with a short lock_timeout and try again.",
    ),
    "MZ209": Story(
        "statistics of the column are lost",
        "A change of type, or of a stored expression, erases them, and plans are guesses until the table is analysed.",
        "ANALYZE the table's column right afterwards.",
    ),
    "MZ210": Story(
        "an index goes, and plans that used it",
        "Queries that were fast may scan the whole table; a unique index also stops guarding.",
        "Build the new index before the old one goes; look at pg_stat_user_indexes whether it is used.",
    ),
    "MZ211": Story(
        "waits for every transaction that is older",
        "A concurrent build or drop waits until no older snapshot is left in the database, on whatever table; stopped in "
        "between it leaves an invalid index.",
        "End long transactions first; give it no lock_timeout.",
    ),
    "MZ212": Story(
        "a query is run and its result stored",
        "CREATE and REFRESH MATERIALIZED VIEW take as long as the query; REFRESH lets nobody read the view meanwhile.",
        "Make it WITH NO DATA, add a unique index and REFRESH … CONCURRENTLY.",
    ),
    "MZ213": Story(
        "the index is written anew",
        "Its file moves to another place while nobody may read or write.",
        "Build a second index there concurrently, then drop the old one.",
    ),
    "MZ214": Story(
        "the disk may fill up",
        "A rewrite or an index is written beside what is there, in the server's files and in its log; a server whose disk is full "
        "stops for everybody.",
        "Make room first, or do it in parts: one table in one push.",
    ),
    "MZ215": Story(
        "every row is written again, by short transactions",
        "Nobody waits for it, but the table grows by up to its size until it is vacuumed, and all of it goes to the log and to the "
        "replicas.",
        "Do it where there is room and the replicas can follow; ^C stops it and a second run goes on.",
    ),
    # ---- MZ3xx: may fail on the rows that are there
    "MZ301": Story(
        "a column becomes NOT NULL",
        "Rows that hold NULL make it fail, and the transaction with it.",
        "Fill the rows first; a default serves new rows alone.",
    ),
    "MZ302": Story(
        "values must become unique",
        "Values that stand more than once make it fail.",
        "Find them with GROUP BY … HAVING count(*) > 1 and settle which row stays.",
    ),
    "MZ303": Story(
        "rows must find what they reference",
        "A value without its row in the other table makes it fail.",
        "Add the missing rows or set the orphans NULL; add the key NOT VALID so that no new ones come.",
    ),
    "MZ304": Story(
        "rows must pass a check",
        "A row that breaks it makes it fail.",
        "Mend the rows first; add the check NOT VALID so that no new ones come.",
    ),
    "MZ305": Story(
        "values must fit another type",
        "One that does not makes it fail, or is cut.",
        "Look at the values first: a column of the new type beside the old one shows them.",
    ),
    "MZ306": Story(
        "a NOT NULL column without a default is added",
        "It fails on any table with rows.",
        "Give it a default, or add it nullable, fill it, then SET NOT NULL.",
    ),
    "MZ307": Story(
        "rows must not clash",
        "Two rows that the exclusion constraint forbids make it fail.",
        "Find the pairs with a self-join and settle which row stays.",
    ),
    "MZ308": Story(
        "rows must fit the partition",
        "A row outside the bounds makes ATTACH fail, or the copy into a table that becomes partitioned; a default partition is searched too.",
        "Add a CHECK of the bounds NOT VALID, validate it, then attach: PostgreSQL skips the scan. A default partition takes what no other does.",
    ),
    # ---- MZ4xx: breaks running clients
    "MZ401": Story(
        "a name changes",
        "Clients that run fail on the old name until they are deployed anew.",
        "Leave a view (or a generated column) under the old name until all clients are new.",
    ),
    "MZ402": Story(
        "a column's type changes",
        "Prepared statements fail once (cached plan must not change result type), and clients get values of another type.",
        "Let clients reconnect; change the type in a column beside the old one.",
    ),
    "MZ403": Story(
        "old clients can no longer write",
        "A client that does not know the column or the rule inserts what is refused from now on.",
        "Deploy clients that write the new shape first.",
    ),
    "MZ404": Story(
        "an object is away for a moment or changes its shape",
        "It is dropped and made again; what is prepared with it fails, what was granted on it is granted again.",
        "Run it when little happens; views that only gain columns are replaced without this.",
    ),
    # ---- MZ5xx: privileges
    "MZ501": Story(
        "somebody may do less",
        "Roles lose what they could do; their sessions fail at the next statement.",
        "See who uses it first: pg_stat_activity, the application's role.",
    ),
    "MZ502": Story(
        "somebody may do more",
        "A grant opens the object to others, PUBLIC to everybody who can connect.",
        "Grant to a role of its own, and no more than it needs.",
    ),
    "MZ503": Story(
        "the owner changes",
        "Owners may do everything, and row security does not hold for them.",
        "Make sure that the new owner is no role that people log in with.",
    ),
    "MZ504": Story(
        "who sees which rows changes",
        "Row security or a policy changes: rows may vanish for some, or appear.",
        "Create policies before row security is enabled, in one transaction, and try it as the role concerned.",
    ),
    "MZ505": Story(
        "a function runs with its owner's rights",
        "Without a search_path of its own, whoever calls it can slip in objects of the same names.",
        "Give it SET search_path = '' (or pg_catalog, pg_temp), and revoke EXECUTE from PUBLIC.",
    ),
    # ---- MZ6xx: good practice (mizzle lint)
    "MZ601": Story(
        "a foreign key without an index",
        "Each delete and each change of a key in the referenced table scans this one, and so does the join from there.",
        "Add an index whose first columns are those of the foreign key.",
    ),
    "MZ602": Story(
        "a timestamp without a time zone",
        "It says neither whose clock it was nor survives a session with another TimeZone; nothing is saved by it.",
        "timestamp(with_timezone=True).",
    ),
    "MZ603": Story(
        "SET NULL on a column that is NOT NULL",
        "The referenced row can never be deleted or changed: the action itself fails.",
        "Make the column nullable, or choose cascade or restrict.",
    ),
    "MZ604": Story(
        "a nullable column inside a unique key",
        "Two NULLs are not equal, so rows that look the same may stand there twice.",
        "Make the column NOT NULL, or say nulls_not_distinct() (PostgreSQL 15).",
    ),
    "MZ605": Story(
        "a table's name that says too little",
        "In a schema that several share, such a name is soon wanted by somebody else, and tells no reader what is in it.",
        "Prefix it with what it belongs to, or give it a schema of its own.",
    ),
    "MZ606": Story(
        "SECURITY DEFINER without a fixed search_path",
        "Whoever calls it decides which objects its names mean, and does so with the owner's rights.",
        "SET search_path = '' on the function, and qualified names in it; or pg_catalog, pg_temp.",
    ),
    "MZ607": Story(
        "varchar out of habit",
        "varchar without a length is text by another name; 255 is another database's limit, and char(n) pads with spaces. None "
        "is smaller or faster than text.",
        "text(), with a check where a length is meant.",
    ),
    "MZ608": Story(
        "a table without a primary key",
        "No row can be named, logical replication cannot update it, and duplicates go unseen.",
        "Give it a key: uuid or bigint identity.",
    ),
    "MZ609": Story(
        "a counting key of four bytes or less",
        "It ends at 2,147,483,647 (or 32,767), and widening it then rewrites the table and all that references it.",
        "bigint().",
    ),
    "MZ610": Story(
        "json where jsonb serves",
        "json keeps the text: it is parsed at every look, has no equality and no useful index.",
        "jsonb(), unless the very text matters.",
    ),
    "MZ611": Story(
        "the type money",
        "Its digits and its sign of currency depend on lc_monetary of the session.",
        "numeric(), with the currency in a column of its own.",
    ),
    "MZ612": Story(
        "an index that another one covers",
        "It costs every write and answers nothing that the longer index does not.",
        "Drop the shorter one.",
    ),
    "MZ613": Story(
        "policies that are not in force",
        "Without ENABLE ROW LEVEL SECURITY they do nothing, and everybody sees all rows.",
        "Enable row security on the table, or drop the policies.",
    ),
    "MZ699": Story(
        "a statement that cannot be judged",
        "It does not run on the state that was given, so nothing is known of its locks.",
        "Give the state before it with --base: a dump, a schema module or the URL of a database.",
    ),
}
