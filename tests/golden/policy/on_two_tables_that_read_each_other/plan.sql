CREATE TABLE "public"."a" (
    "id" integer
);
CREATE TABLE "public"."b" (
    "id" integer
);
CREATE POLICY "p" ON "public"."a" USING (id IN ( SELECT b.id
   FROM public.b));
CREATE POLICY "p" ON "public"."b" USING (id IN ( SELECT a.id
   FROM public.a));
