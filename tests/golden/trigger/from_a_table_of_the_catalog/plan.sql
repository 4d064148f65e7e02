DROP TRIGGER "g" ON "public"."t";
CREATE CONSTRAINT TRIGGER "g"
    AFTER INSERT ON "public"."t" FROM "information_schema"."sql_features"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
CREATE CONSTRAINT TRIGGER "h"
    AFTER INSERT ON "public"."t" FROM "pg_class"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
