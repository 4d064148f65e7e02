ALTER TABLE "s"."t" SET SCHEMA "public";
ALTER TABLE "s"."u" SET SCHEMA "public";
