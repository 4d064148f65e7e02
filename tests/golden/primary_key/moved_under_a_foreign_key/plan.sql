ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_k_key",
    ADD CONSTRAINT "t_id_key" UNIQUE ("id");
ALTER TABLE "public"."c" DROP CONSTRAINT "c_t_fkey";
ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_pkey",
    ADD CONSTRAINT "t_pkey" PRIMARY KEY ("k");
ALTER TABLE "public"."c" ADD CONSTRAINT "c_t_fkey" FOREIGN KEY ("t") REFERENCES "public"."t" ("id");
