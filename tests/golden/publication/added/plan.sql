CREATE TABLE "public"."n" (
    "id" integer NOT NULL,
    CONSTRAINT "n_pkey" PRIMARY KEY ("id")
);
CREATE PUBLICATION "everything" FOR ALL TABLES WITH (publish = 'insert, update');
CREATE PUBLICATION "news" FOR TABLE "public"."a" ("id") WHERE (id > 0), "public"."n";
COMMENT ON PUBLICATION "news" IS 'it';
CREATE PUBLICATION "nothing";
CREATE PUBLICATION "spaces" FOR TABLES IN SCHEMA "shop" WITH (publish_via_partition_root = true);
