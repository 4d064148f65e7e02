CREATE TABLE "public"."u" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL
);
GRANT ALL ON SEQUENCE "public"."It's" TO "app", "other";
GRANT SELECT, USAGE ON SEQUENCE "public"."t_id_seq" TO "app";
GRANT USAGE ON SEQUENCE "public"."u_id_seq" TO "app" WITH GRANT OPTION;
