ALTER TABLE "public"."p" ADD CONSTRAINT "f" FOREIGN KEY ("id") REFERENCES "public"."k" ("id");
