CREATE SCHEMA "s";
CREATE TABLE "s"."p" (
    "id" integer NOT NULL,
    "up" integer,
    CONSTRAINT "p_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "p_up_fkey" FOREIGN KEY ("up") REFERENCES "s"."p" ("id")
);
CREATE TABLE "public"."c" (
    "p" integer,
    CONSTRAINT "c_p_fkey" FOREIGN KEY ("p") REFERENCES "s"."p" ("id")
);
