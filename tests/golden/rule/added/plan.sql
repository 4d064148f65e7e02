CREATE VIEW "public"."v" AS
SELECT id,
    name
   FROM public.t;
CREATE RULE "Quiet one" AS
    ON DELETE TO "public"."t" DO INSTEAD NOTHING;
CREATE RULE "logged" AS
    ON INSERT TO "public"."t" WHERE (new.id > 0) DO ( INSERT INTO public.log (id, what)
  VALUES (new.id, 'in'::text);
 UPDATE public.log SET what = 'twice'::text;
);
CREATE RULE "off" AS
    ON UPDATE TO "public"."t" DO
 NOTIFY t;
CREATE RULE "writes" AS
    ON UPDATE TO "public"."v" DO INSTEAD  UPDATE public.t SET name = new.name
  WHERE (t.id = old.id)
  RETURNING t.id,
    t.name;
COMMENT ON RULE "writes" ON "public"."v" IS 'writes';
ALTER TABLE "public"."t" DISABLE RULE "off";
