CREATE TABLE "public"."c" (
    "x" integer
);
CREATE TABLE "public"."p" (
    "x" integer
);
CREATE UNIQUE INDEX "i" ON "public"."p" USING btree ("x");
ALTER TABLE "public"."c" ADD CONSTRAINT "c_x_fkey" FOREIGN KEY ("x") REFERENCES "public"."p" ("x");
