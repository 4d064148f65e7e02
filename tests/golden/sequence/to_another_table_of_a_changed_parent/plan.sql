ALTER SEQUENCE "public"."customer_id_seq" OWNED BY NONE;
DROP TABLE "public"."customer";
ALTER SEQUENCE "public"."customer_id_seq" SET UNLOGGED;
ALTER TABLE "public"."employee" SET UNLOGGED;
CREATE UNLOGGED TABLE "public"."client" (
    "id" integer DEFAULT nextval('public.customer_id_seq'::regclass) NOT NULL,
    "employee" integer,
    CONSTRAINT "client_employee_fkey" FOREIGN KEY ("employee") REFERENCES "public"."employee" ("id")
);
ALTER SEQUENCE "public"."customer_id_seq" OWNED BY "public"."client"."id";
