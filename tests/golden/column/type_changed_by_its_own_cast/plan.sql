ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE box USING "a"::box,
    ALTER COLUMN "b" TYPE circle USING "b"::circle,
    ALTER COLUMN "c" TYPE point USING "c"::point,
    ALTER COLUMN "d" TYPE int4multirange USING "d"::int4multirange,
    ALTER COLUMN "e" TYPE oid USING "e"::oid,
    ALTER COLUMN "f" TYPE bigint USING "f"::bigint,
    ALTER COLUMN "g" TYPE integer USING "g"::integer,
    ALTER COLUMN "h" TYPE int4multirange[] USING "h"::int4multirange[],
    ALTER COLUMN "i" TYPE oid[] USING "i"::oid[],
    ALTER COLUMN "j" TYPE "char" USING "j"::"char";
