ALTER TABLE "public"."notes" OWNER TO "one";
